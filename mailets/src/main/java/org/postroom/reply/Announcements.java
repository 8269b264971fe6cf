// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postroom.message.NewText;

/** Lines that mail programs put above a quotation, such as {@code On Monday, Ivan wrote:}. */
final class Announcements {

    /** A line of the block that Outlook and others put above the earlier mail. */
    private static final Pattern OF_BLOCK = Pattern.compile(
            "[-_]{3,}.*|\\*?(?:from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|от|отправлено|дата|кому|копия|тема"
                    + "|发件人|发送时间|日期|收件人|抄送|主题)\\*?\\s*[:：].*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Announcements() {}

    /**
     * A text in pieces, cut at the announcements of quotations of certain authors, which are left out: who quotes the same mail
     * twice writes the same announcement twice.
     *
     * @param authors names and addresses; an announcement that has none of them is no such one, and stays
     * @param text the text of a mail
     * @return the pieces, in their order
     */
    static List<String> withoutThoseOf(List<String> authors, String text) {
        NewText parted = NewText.split(text);
        Set<String> known = new HashSet<>();
        for (String part : List.of(parted.newText(), parted.quotedText(), parted.signature())) {
            part.lines().forEach(line -> known.add(unquoted(line).strip()));
        }
        List<String> pieces = new ArrayList<>();
        List<String> piece = new ArrayList<>();
        List<String> announcement = new ArrayList<>();
        for (String line : text.lines().collect(Collectors.toList())) {
            String bare = unquoted(line).strip();
            if (known.contains(bare) && !OF_BLOCK.matcher(bare).matches()) {
                close(authors, announcement, piece, pieces);
                piece.add(line);
            } else {
                announcement.add(line);
            }
        }
        close(authors, announcement, piece, pieces);
        pieces.add(String.join("\n", piece));
        return pieces;
    }

    private static void close(
            List<String> authors, List<String> announcement, List<String> piece, List<String> pieces) {
        String lines = String.join("\n", announcement);
        boolean isTheirs = authors.stream().anyMatch(author -> !author.isBlank() && lines.contains(author));
        if (isTheirs) {
            pieces.add(String.join("\n", piece));
            piece.clear();
        } else {
            piece.addAll(announcement);
        }
        announcement.clear();
    }

    /** A line without the marks of quotation before it. */
    static String unquoted(String line) {
        int start = 0;
        while (start < line.length() && (line.charAt(start) == '>' || line.charAt(start) == ' ')) {
            start++;
        }
        return line.substring(start);
    }
}
