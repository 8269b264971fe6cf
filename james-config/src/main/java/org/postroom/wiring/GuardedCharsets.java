// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderMalfunctionError;
import java.nio.charset.CoderResult;
import java.nio.charset.spi.CharsetProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * UTF-7 (RFC 2152), and its kin of IMAP, whose decoders take what is an error for one. Those that come with Apache James end
 * the thread on it, since an {@link CoderMalfunctionError} is no exception: one mail would keep an agent from searching.
 *
 * <p>Java asks the providers in the order of the class path, so the start script puts this jar first.
 */
public final class GuardedCharsets extends CharsetProvider {

    private final CharsetProvider unguarded = new com.beetstra.jutf7.CharsetProvider();

    @Override
    public Iterator<Charset> charsets() {
        List<Charset> all = new ArrayList<>();
        Iterator<?> charsets = unguarded.charsets();
        while (charsets.hasNext()) {
            all.add(new Guarded((Charset) charsets.next()));
        }
        return all.iterator();
    }

    @Override
    @SuppressWarnings("NullAway") // Java: null for a charset that is not known
    public @Nullable Charset charsetForName(String name) {
        Charset known = unguarded.charsetForName(name);
        return known == null ? null : new Guarded(known);
    }

    private static final class Guarded extends Charset {

        private final Charset unguarded;

        Guarded(Charset unguarded) {
            super(unguarded.name(), unguarded.aliases().toArray(new String[0]));
            this.unguarded = unguarded;
        }

        @Override
        public boolean contains(Charset other) {
            return unguarded.contains(other);
        }

        @Override
        public CharsetEncoder newEncoder() {
            return unguarded.newEncoder();
        }

        @Override
        public CharsetDecoder newDecoder() {
            return new Decoder(this, unguarded.newDecoder());
        }
    }

    /** Not thread-safe, as no decoder is. */
    private static final class Decoder extends CharsetDecoder {

        private final CharsetDecoder unguarded;

        Decoder(Charset charset, CharsetDecoder unguarded) {
            super(charset, unguarded.averageCharsPerByte(), unguarded.maxCharsPerByte());
            this.unguarded = unguarded;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            int start = in.position();
            try {
                return unguarded.decode(in, out, false);
            } catch (CoderMalfunctionError e) {
                unguarded.reset();
                in.position(Math.max(start, in.position() - 1));
                return CoderResult.malformedForLength(1);
            }
        }

        @Override
        protected CoderResult implFlush(CharBuffer out) {
            unguarded.decode(ByteBuffer.allocate(0), out, true);
            CoderResult rest = unguarded.flush(out);
            // Java takes an error here for a fault of the decoder, and ends with one.
            return rest.isOverflow() ? rest : CoderResult.UNDERFLOW;
        }

        @Override
        protected void implReset() {
            unguarded.reset();
        }
    }
}
