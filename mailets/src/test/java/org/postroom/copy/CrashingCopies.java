// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.message.EmailAddress;

/** Real copies in a process that may die before and after each thing that it writes down. */
record CrashingCopies(Copies copies, Crash crash) implements Copies {

    @Override
    public List<EmailAddress> ownersWithWork(Instant now) {
        return copies.ownersWithWork(now);
    }

    @Override
    public List<Work> due(EmailAddress owner, Instant now, int limit) {
        crash.point("before due");
        return copies.due(owner, now, limit);
    }

    @Override
    public void begin(List<Long> ids, Mailboxes.Place from) {
        crash.point("before begin");
        copies.begin(ids, from);
        crash.point("after begin");
    }

    @Override
    public void done(List<Done> done) {
        crash.point("before done");
        copies.done(done);
        crash.point("after done");
    }

    @Override
    public void failed(long copy, String reason, Instant retryAt) {
        crash.point("before failed");
        copies.failed(copy, reason, retryAt);
    }

    @Override
    public List<Long> mailboxFailed(EmailAddress owner, String reason) {
        crash.point("before mailboxFailed");
        return copies.mailboxFailed(owner, reason);
    }

    @Override
    public List<Work> of(EmailAddress owner) {
        return copies.of(owner);
    }

    @Override
    public void redo(long copy, Optional<Mailboxes.Place> actual) {
        copies.redo(copy, actual);
    }
}
