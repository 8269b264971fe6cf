// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.message.AuthenticationResults.Result;

/**
 * What the checks of SPF, DKIM and DMARC say against the sender of a mail.
 *
 * <p>Only fields of servers that the admin trusts count, and of those the topmost for each method: a server writes its own
 * above what is there, so what a sender wrote below cannot take back what it found. A sender who adds such fields where no
 * trusted server writes any gains nothing either, since only failures are told.
 *
 * <p>DMARC decides where it was asked (RFC 7489). Where it was not, a failure counts unless SPF or DKIM passed for the
 * domain of From: forwarding breaks SPF, lists break DKIM.
 *
 * @param server the trusted server that said so
 * @param failed what failed, and how, such as {@code dmarc=fail}, in the order dmarc, spf, dkim
 */
public record SenderCheck(String server, List<String> failed) {

    private static final List<String> METHODS = List.of("dmarc", "spf", "dkim");
    private static final Set<String> FAILURES = Set.of("fail", "hardfail", "softfail", "policy");
    private static final int MOST_FIELDS = 50;

    /** Takes a copy. */
    public SenderCheck {
        failed = List.copyOf(failed);
    }

    /**
     * Looks for failures.
     *
     * @param headers the mail's header
     * @param trusted authserv-ids of the servers whose results count, lower case
     * @param from who the mail says it is from
     * @return what speaks against it; empty when nothing does, or nobody who is trusted said anything
     */
    public static Optional<SenderCheck> failures(Headers headers, Set<String> trusted, Optional<EmailAddress> from) {
        Map<String, Topmost> found = topmost(headers, trusted);
        String domain = from.map(EmailAddress::domain).orElse("");
        boolean dmarcAsked = has(found, "dmarc", "pass") || has(found, "dmarc", "fail");
        boolean confirmed = dmarcAsked
                ? has(found, "dmarc", "pass")
                : passes(found, "spf", "smtp.mailfrom", domain) || passes(found, "dkim", "header.d", domain);
        List<String> failed = METHODS.stream()
                .flatMap(method -> failure(found, method).stream())
                .toList();
        if (confirmed || failed.isEmpty()) {
            return Optional.empty();
        }
        String server = METHODS.stream()
                .filter(method -> failure(found, method).isPresent())
                .flatMap(method -> Optional.ofNullable(found.get(method)).stream())
                .map(Topmost::server)
                .findFirst()
                .orElseThrow();
        return Optional.of(new SenderCheck(server, failed));
    }

    /** What the topmost trusted field with a method says of it; a field has one result for each DKIM signature. */
    private record Topmost(String server, List<Result> results) {}

    private static Map<String, Topmost> topmost(Headers headers, Set<String> trusted) {
        Map<String, Topmost> found = new LinkedHashMap<>();
        headers.all(AuthenticationResults.FIELD).stream()
                .limit(MOST_FIELDS)
                .flatMap(body -> AuthenticationResults.parse(body).stream())
                .filter(field -> trusted.contains(field.server()))
                .forEach(field -> {
                    Map<String, List<Result>> byMethod = field.results().stream()
                            .filter(result -> METHODS.contains(result.method()))
                            .collect(Collectors.groupingBy(
                                    Result::method, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
                    byMethod.forEach((method, results) ->
                            found.putIfAbsent(method, new Topmost(field.server(), List.copyOf(results))));
                });
        return found;
    }

    private static List<Result> results(Map<String, Topmost> found, String method) {
        Topmost topmost = found.get(method);
        return topmost == null ? List.of() : topmost.results();
    }

    private static Optional<String> failure(Map<String, Topmost> found, String method) {
        return results(found, method).stream()
                .map(Result::result)
                .filter(FAILURES::contains)
                .findFirst()
                .map(result -> method + "=" + result);
    }

    private static boolean has(Map<String, Topmost> found, String method, String result) {
        return results(found, method).stream().anyMatch(one -> one.result().equals(result));
    }

    private static boolean passes(Map<String, Topmost> found, String method, String property, String domain) {
        return results(found, method).stream()
                .filter(result -> result.result().equals("pass"))
                .anyMatch(result -> isAligned(result.properties().getOrDefault(property, domain), domain));
    }

    /** The same domain, or one below the other; what belongs to one organisation cannot be told without a list of suffixes. */
    private static boolean isAligned(String checked, String from) {
        String domain = checked.substring(checked.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return domain.equals(from) || domain.endsWith("." + from) || from.endsWith("." + domain);
    }
}
