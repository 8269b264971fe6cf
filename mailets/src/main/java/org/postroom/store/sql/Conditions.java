// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** Conditions of a WHERE clause, with their values. Values are bound, never written into the SQL. */
final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    void and(String condition, String name, String value) {
        conditions.add(condition);
        values.put(name, value);
    }

    /** The column is one of these; none at all matches nothing. */
    void andOneOf(String column, Collection<?> allowed) {
        if (allowed.isEmpty()) {
            conditions.add("1 = 0");
            return;
        }
        List<String> names = new ArrayList<>();
        for (Object value : allowed) {
            String name = "oneOf" + values.size();
            names.add(":" + name);
            values.put(name, value.toString());
        }
        conditions.add(column + " IN (" + String.join(", ", names) + ")");
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Query bind(Query query) {
        values.forEach(query::bind);
        return query;
    }
}
