// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads address fields (RFC 5322 section 3.4), leniently and in linear time: groups, routes, comments as names, quotes and
 * brackets that are missing, semicolons between addresses, commas in names without quotes.
 *
 * <p>Never trusting: an address inside a display name, a quoted string or an encoded word is a name and no address. Where
 * angle brackets are, what is in them is the address, whatever stands beside them.
 */
public final class AddressList {

    private static final int MOST = 2000;
    private static final int LONGEST_NAME = 200;

    /** Stands for an at sign that was quoted and so can never make an address. */
    private static final char AT_IN_QUOTES = '\ue000';

    private final String text;
    private final int lastQuote;
    private final int lastClose;
    private final int lastAngle;
    private final int lastSemicolon;
    private final List<NamedAddress> found = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private Optional<String> angle = Optional.empty();
    private String nameBefore = "";
    private int at;

    private AddressList(String text) {
        this.text = text;
        this.lastQuote = text.lastIndexOf('"');
        this.lastClose = text.lastIndexOf(')');
        this.lastAngle = text.lastIndexOf('>');
        this.lastSemicolon = text.lastIndexOf(';');
    }

    /**
     * Reads the body of From, To, Cc, Reply-To and the like.
     *
     * @param body the unfolded body, encoded words still encoded; may be anything
     * @return the addresses that we could send to, in their order, at most 2,000
     */
    public static List<NamedAddress> parse(String body) {
        return new AddressList(body).read();
    }

    private List<NamedAddress> read() {
        while (at < text.length() && found.size() < MOST) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment();
                case '<' -> angle();
                case ',', ';' -> {
                    at++;
                    end(c == ',');
                }
                case ':' -> colon();
                default -> {
                    words.append(c);
                    at++;
                }
            }
        }
        end(false);
        return List.copyOf(found);
    }

    private void quoted() {
        if (at >= lastQuote) {
            at++;
            return;
        }
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
            content.append(text.charAt(escape ? ++at : at));
        }
        at++;
        boolean isLocalPart = at < text.length() && text.charAt(at) == '@';
        // What was quoted can never become an address on its own.
        words.append(isLocalPart ? content.toString() : content.toString().replace('@', AT_IN_QUOTES));
    }

    private void comment() {
        if (at >= lastClose) {
            at++;
            return;
        }
        int depth = 0;
        StringBuilder content = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                content.append(text.charAt(++at));
            } else if (c == '(') {
                depth++;
                if (depth > 1) {
                    content.append(c);
                }
            } else if (c == ')' && --depth == 0) {
                at++;
                break;
            } else {
                content.append(c);
            }
        }
        if (comment.isEmpty()) {
            comment.append(content);
        }
        words.append(' ');
    }

    private void angle() {
        int end = at + 1;
        while (end < text.length() && ">,;<".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean route = end < text.length() && text.charAt(end) == ',' && text.startsWith("<@", at);
        if (route && at < lastAngle) {
            end = text.indexOf('>', at);
        }
        String content = text.substring(at + 1, end).strip();
        if (angle.isEmpty() && !content.isEmpty()) {
            angle = Optional.of(content);
        }
        boolean closed = end < text.length() && text.charAt(end) == '>';
        at = closed ? end + 1 : end;
    }

    /** The name of a group ends here, unless this is {@code mailto:} or a colon in a name. */
    private void colon() {
        at++;
        if (words.length() > LONGEST_NAME) {
            words.append(':');
            return;
        }
        String before = words.toString().strip();
        boolean group = at <= lastSemicolon && before.indexOf('@') < 0;
        if (before.equalsIgnoreCase("mailto") || group || at == text.length()) {
            words.setLength(0);
        } else {
            words.append(':');
        }
    }

    private void end(boolean commaFollows) {
        String plain = words.toString().strip();
        Optional<EmailAddress> address = angle.map(AddressList::withoutRoute).flatMap(AddressList::address);
        if (angle.isPresent()) {
            address.ifPresent(known -> add(plain.isEmpty() ? comment.toString() : nameBefore + plain, known));
        } else {
            bare(plain);
        }
        boolean halfName = commaFollows && angle.isEmpty() && !plain.isEmpty() && plain.indexOf('@') < 0;
        nameBefore = halfName && nameBefore.length() < LONGEST_NAME ? nameBefore + plain + ", " : "";
        words.setLength(0);
        comment.setLength(0);
        angle = Optional.empty();
    }

    /** No angle brackets: every word with an at sign is an address, the others are a name. */
    private void bare(String plain) {
        StringBuilder name = new StringBuilder();
        for (String word : plain.split("\\s+")) {
            Optional<EmailAddress> address = address(word);
            if (address.isPresent() && found.size() < MOST) {
                add(name.isEmpty() ? comment.toString() : name.toString(), address.get());
                name.setLength(0);
            } else {
                name.append(name.isEmpty() ? "" : " ").append(word);
            }
        }
    }

    private void add(String name, EmailAddress address) {
        String decoded = HeaderText.decode(name.replace(AT_IN_QUOTES, '@'));
        String unquoted = decoded.strip().replaceAll("^['\"]+|['\"]+$", "");
        found.add(new NamedAddress(OneLine.of(unquoted, LONGEST_NAME), address));
    }

    /** Refusing is slow, so what is no address at first sight is not asked. */
    private static Optional<EmailAddress> address(String word) {
        int sign = word.lastIndexOf('@');
        return sign > 0 && sign < word.length() - 1 ? EmailAddress.parse(word) : Optional.empty();
    }

    private static String withoutRoute(String content) {
        int colon = content.startsWith("@") ? content.lastIndexOf(':') : -1;
        String address = content.substring(colon + 1).replace("\"", "").strip();
        return address.regionMatches(true, 0, "mailto:", 0, 7) ? address.substring(7) : address;
    }
}
