// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** The multiparts that are being read, outermost first, and the text that was found in each. Not thread-safe. */
final class OpenMultiparts {

    private static final class Frame {

        private final boolean alternative;
        private final boolean related;
        private TextPart content = TextPart.NOTHING;
        private byte[] preamble = new byte[0];
        private boolean any;

        Frame(String subtype) {
            this.alternative = subtype.equals("alternative");
            this.related = subtype.equals("related");
        }

        void add(TextPart part) {
            content = alternative && any ? content.or(part) : content.and(part);
            any = true;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private TextPart root = TextPart.NOTHING;

    int depth() {
        return frames.size();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    TextPart root() {
        return root;
    }

    void start(String subtype) {
        if (!frames.isEmpty()) {
            frames.peek().any = true;
        }
        frames.push(new Frame(subtype.toLowerCase(Locale.ROOT)));
    }

    void preamble(byte[] bytes) {
        if (!frames.isEmpty()) {
            frames.peek().preamble = bytes;
        }
    }

    /** In multipart/related only the first part is the text (RFC 2387); others are what it shows. */
    boolean isRelatedWithRoot() {
        return !frames.isEmpty()
                && frames.peek().related
                && !frames.peek().content.isBlank();
    }

    void add(TextPart part) {
        if (frames.isEmpty()) {
            root = root.and(part);
        } else {
            frames.peek().add(part);
        }
    }

    void end() {
        if (frames.isEmpty()) {
            return;
        }
        Frame ended = frames.pop();
        boolean onlyPreamble = !ended.any && ended.preamble.length > 0;
        add(onlyPreamble ? TextPart.of("text/plain", ended.preamble, Optional.empty()) : ended.content);
    }

    void closeAll() {
        while (!frames.isEmpty()) {
            end();
        }
    }
}
