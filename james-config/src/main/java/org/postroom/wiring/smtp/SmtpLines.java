// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts what a client sends into lines, each with its end. Of a line that is too long nothing is kept: an empty frame
 * stands for it, or a lone line feed when it ended without a carriage return. Nothing of it is ever read as a line of
 * its own.
 *
 * <p>One for each connection; runs in the same thread as {@link SmtpConversation}, which has dealt with a line before
 * the next one is cut.
 */
final class SmtpLines extends ByteToMessageDecoder {

    private final int longest;
    private boolean overlong;
    private byte last;

    /**
     * Takes the limit.
     *
     * @param longest the longest line in octets, its end included
     */
    SmtpLines(int longest) {
        this.longest = longest;
    }

    /**
     * Whether the client has sent more than the line that is being dealt with.
     *
     * @return true when bytes wait
     */
    boolean hasMore() {
        return actualReadableBytes() > 0;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int available = in.readableBytes();
        int length = in.bytesBefore((byte) '\n') + 1;
        if (length > 0 && length <= longest && !overlong) {
            out.add(in.readRetainedSlice(length));
        } else if (length > 0) {
            if (length > 1) {
                last = in.getByte(in.readerIndex() + length - 2);
            }
            in.skipBytes(length);
            overlong = false;
            out.add(last == '\r' ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(new byte[] {'\n'}));
        } else if (available > longest || overlong) {
            last = available > 0 ? in.getByte(in.writerIndex() - 1) : last;
            in.skipBytes(available);
            overlong = true;
        }
    }

    /** Unlike its parent it asks for nothing: {@link SmtpConversation} does when it is done. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        discardSomeReadBytes();
        context.fireChannelReadComplete();
    }
}
