// SPDX-License-Identifier: Apache-2.0
/**
 * Puts Apache James and the help desk together into one server, and starts and stops it.
 *
 * <p>Each Guice module here covers one matter (data, mailboxes, queue, search, protocols, web administration), so that
 * one of them can be exchanged without touching the others. What James leaves open is closed here: passwords only
 * over TLS, web administration only on loopback and only with the token, sizes and connections limited.
 *
 * <p>Invariants: nothing outside this package builds an injector; a server that failed to start leaves no thread and
 * no open database behind; stopping goes from the outside in (protocols, spooler, workers, index, pools, databases).
 *
 * <p>Called by: the command line and the whole-server tests.
 */
@NullMarked
package org.postroom.wiring;

import org.jspecify.annotations.NullMarked;
