// SPDX-License-Identifier: Apache-2.0
/**
 * IMAP listeners with limits that James 3.8.1 lacks.
 *
 * <p>James 3.8.1 reads literals into memory before anybody has logged in (CVE-2024-37358). {@link
 * org.postroom.wiring.imap.LiteralGuard} watches the bytes in front of James' decoder and closes a connection that
 * announces more than it may: small literals and short lines before login, afterwards no more than one mail's size a
 * command.
 *
 * <p>James 3.8.1 also holds all mails of one COPY or MOVE in memory, each of them twice, however many the client names:
 * {@link org.postroom.wiring.imap.CopyInPieces} and {@link org.postroom.wiring.imap.MoveInPieces} do a bounded piece after
 * the other. Splitting by James' own batch sizes would not do: it cuts the numbers that a client names, and {@code 1:*}
 * names more than there are.
 *
 * <p>Invariants: the guard never changes bytes, it passes them on or closes; it keeps a bounded number of bytes
 * whatever is sent. RFC 9051 (IMAP4rev2) section 4.3 and RFC 7888 (LITERAL+) define literals.
 *
 * <p>Called by: Netty, for each chunk that arrives; put together by {@code org.postroom.wiring}.
 */
@NullMarked
package org.postroom.wiring.imap;

import org.jspecify.annotations.NullMarked;
