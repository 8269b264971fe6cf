// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: a throw-away server, sample customers, one agent, and an outside world, all on loopback.
 *
 * <p>Everything goes the way of real mail: the customers' mails by SMTP, the agent's mail program by IMAP and submission over
 * TLS, acknowledgements and the answer by SMTP to a receiver of our own that plays the customers' providers
 * ({@link org.postroom.demo.OutsideWorld}). Nothing is looked up behind the server's back; a step that was not seen to happen
 * within its time fails by name.
 *
 * <p>Called by {@code cli}. javax.mail plays the mail programs here, as it may at the edges.
 */
@NullMarked
package org.postroom.demo;

import org.jspecify.annotations.NullMarked;
