// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmark: the same mails through James alone and through Postroom, in one run on one machine.
 *
 * <p>{@code integration-tests/bench/run} starts {@link org.postroom.bench.Benchmark}, which starts one server after the other
 * as a process of its own ({@link org.postroom.bench.ServerUnderTest}), sends mails over SMTP, and watches over IMAP when
 * agents can see them ({@link org.postroom.bench.InboxWatch}). Nothing is asserted: it prints figures and their ratios.
 *
 * <p>Needs the JDK and the built distribution only, so that the class path of the servers is that of an installed one.
 */
package org.postroom.bench;
