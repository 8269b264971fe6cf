// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.Language;
import org.postroom.ticket.Ticket;

/** What notes and notices say, in the languages that there are texts in; English is taken for all others. */
final class NoteWords {

    /** Languages that there are texts in. */
    static final Set<String> LANGUAGES = Set.of("en", "ru", "zh", "de");

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+|[0-9])\\}");
    private static final Map<String, NoteWords> NOTES = all("notes");
    private static final Map<String, NoteWords> NOTICES = all("notices");
    private static final NoteWords ENGLISH = Objects.requireNonNull(NOTES.get("en"));

    private final Language language;
    private final Properties texts;

    private NoteWords(String language, Properties texts) {
        this.language = new Language(language);
        this.texts = texts;
    }

    static NoteWords of(String language) {
        return NOTES.getOrDefault(language, ENGLISH);
    }

    /** Those of notices to one agent: English where the agent has it, else the first other language that the agent has. */
    static NoteWords ofNotices(Agent agent) {
        String language = Stream.of("en", "ru", "zh", "de")
                .filter(tag -> agent.languages().contains(new Language(tag)))
                .findFirst()
                .orElse("en");
        return Objects.requireNonNull(NOTICES.get(language));
    }

    /** The ticket's language if its agent speaks it, else the agent's that the desk prefers. */
    static NoteWords of(Ticket ticket, Optional<Desk> desk, Optional<Agent> agent) {
        if (agent.isEmpty() || agent.get().languages().contains(ticket.language())) {
            return of(ticket.language().tag());
        }
        return desk.stream()
                .flatMap(d -> d.languages().stream())
                .filter(agent.get().languages()::contains)
                .map(Language::tag)
                .filter(LANGUAGES::contains)
                .findFirst()
                .map(NoteWords::of)
                .orElse(ENGLISH);
    }

    Language language() {
        return language;
    }

    /** The keys of all texts. */
    Set<String> keys() {
        return new TreeSet<>(texts.stringPropertyNames());
    }

    /**
     * A text with values in its places.
     *
     * @param key the text's key
     * @param values what stands in each place, taken as it is
     * @return the text
     */
    String text(String key, Map<String, String> values) {
        String pattern = texts.getProperty(key);
        if (pattern == null) {
            throw new IllegalArgumentException("there is no text " + key);
        }
        Matcher place = PLACE.matcher(pattern);
        return place.replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }

    /**
     * A text whose places are numbered, with values in them.
     *
     * @param key the text's key
     * @param values what stands in {@code {0}}, {@code {1}} and so on, taken as it is
     * @return the text
     */
    String with(String key, Object... values) {
        Map<String, String> numbered = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            numbered.put(Integer.toString(i), String.valueOf(values[i]));
        }
        return text(key, numbered);
    }

    /** What is missing in a language is English. */
    private static Map<String, NoteWords> all(String family) {
        Properties english = read(family + ".en.properties", new Properties());
        Map<String, NoteWords> all = new HashMap<>();
        LANGUAGES.forEach(language ->
                all.put(language, new NoteWords(language, read(family + "." + language + ".properties", english))));
        return Map.copyOf(all);
    }

    private static Properties read(String name, Properties otherwise) {
        Properties properties = new Properties(otherwise);
        try (InputStream in = NoteWords.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
