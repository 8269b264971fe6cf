// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.smtpserver.CoreCmdHandlerLoader;

/** James' own list of SMTP handlers with some exchanged, so that order and the rest stay James'. */
final class StockHandlers {

    private StockHandlers() {}

    /**
     * James' handlers with these exchanged.
     *
     * @param exchanged a handler of James' list, and what stands in its place
     * @return class names, in order
     * @throws IllegalStateException if James' list lacks one of the handlers
     */
    static List<String> with(Map<Class<?>, List<Class<?>>> exchanged) {
        List<String> stock = new CoreCmdHandlerLoader().getHandlers();
        Set<String> missing = exchanged.keySet().stream()
                .map(Class::getName)
                .filter(each -> !stock.contains(each))
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("James' list of SMTP handlers lacks " + missing);
        }
        Map<String, List<Class<?>>> byName = exchanged.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().getName(), Map.Entry::getValue));
        return stock.stream()
                .flatMap(each ->
                        byName.containsKey(each) ? byName.get(each).stream().map(Class::getName) : Stream.of(each))
                .toList();
    }
}
