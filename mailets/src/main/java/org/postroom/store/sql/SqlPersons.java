// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.NewEvent;

/** Persons and their addresses. An address that is new becomes a person of its own. Rows are never changed by mail. */
final class SqlPersons {

    private final Transaction transaction;
    private final Map<EmailAddress, Long> known = new HashMap<>();

    SqlPersons(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The key of an address, which is made when it is new. */
    long addressId(EmailAddress address) {
        Long id = known.get(address);
        if (id == null) {
            id = find(address).orElseGet(() -> make(address));
            known.put(address, id);
        }
        return id;
    }

    /** The key of an address, if anything is known of it. */
    Optional<Long> find(EmailAddress address) {
        return transaction
                .query("SELECT id FROM addresses --DERBY-PROPERTIES constraint=addresses_unique\n"
                        + " WHERE address_key = :key")
                .bind("key", address.key())
                .mapTo(Long.class)
                .findOne();
    }

    /** The keys of all addresses of the person who has this one. */
    List<Long> addressesOfSamePerson(EmailAddress address) {
        return transaction
                .query("SELECT b.id FROM addresses a JOIN addresses b ON b.person = a.person"
                        + " WHERE a.address_key = :key ORDER BY b.id")
                .bind("key", address.key())
                .mapTo(Long.class)
                .list();
    }

    /** The key of an actor of an event: an address, or nothing for Postroom itself and what is no address. */
    Optional<Long> actorId(String actor) {
        return actor.equals(NewEvent.POSTROOM)
                ? Optional.empty()
                : EmailAddress.parse(actor).map(this::addressId);
    }

    void failed(EmailAddress address, Instant at, String reason) {
        long id = addressId(address);
        int changed = transaction
                .update("UPDATE failed_addresses SET failed_at = :at, reason = :reason WHERE address = :address")
                .bind("at", at)
                .bind("reason", Texts.fit(reason, Texts.REASON))
                .bind("address", id)
                .execute();
        if (changed == 0) {
            transaction.insertUnlessPresent(
                    "INSERT INTO failed_addresses (address, failed_at, reason) VALUES (:address, :at, :reason)",
                    insert ->
                            insert.bind("address", id).bind("at", at).bind("reason", Texts.fit(reason, Texts.REASON)));
        }
    }

    boolean isFailed(EmailAddress address) {
        return transaction
                .query("SELECT f.address FROM --DERBY-PROPERTIES joinOrder=FIXED\n"
                        + " addresses a --DERBY-PROPERTIES constraint=addresses_unique\n INNER JOIN failed_addresses f"
                        + " --DERBY-PROPERTIES constraint=failed_addresses_key\n ON f.address = a.id"
                        + " WHERE a.address_key = :key")
                .bind("key", address.key())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private long make(EmailAddress address) {
        long person = transaction.insert(transaction
                .update("INSERT INTO persons (created_at) VALUES (:now)")
                .bind("now", transaction.now()));
        Optional<Long> made = transaction.insertUnlessPresentForKey(
                "INSERT INTO addresses (person, address_key, address, domain)"
                        + " VALUES (:person, :key, :address, :domain)",
                insert -> insert.bind("person", person)
                        .bind("key", address.key())
                        .bind("address", address.asString())
                        .bind("domain", address.domain()));
        if (made.isPresent()) {
            return made.get();
        }
        transaction
                .update("DELETE FROM persons WHERE id = :id")
                .bind("id", person)
                .execute();
        return find(address).orElseThrow(() -> new IllegalStateException("an address was there and is not"));
    }
}
