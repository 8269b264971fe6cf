// SPDX-License-Identifier: Apache-2.0
/**
 * What the admin's commands ask the running server: routes of James' WebAdmin below {@code /postroom}.
 *
 * <p>Shells: each route reads parameters, makes one domain call, and answers with JSON (RFC 8259) in the shapes of
 * {@link org.postroom.web.Views}. Who may call is decided before any route: WebAdmin listens on loopback only and answers 401
 * (RFC 9110) without the token that lies in {@code var/}.
 *
 * <p>Errors are JSON as well: {@code {"error": "..."}} with 400 (what was asked cannot be understood), 404 (there is no such
 * thing), 409 (it cannot be done as things stand).
 *
 * <p>Called by {@code cli}. Whoever has the token is the admin and sees everything; agents' own views use the same queries
 * with their own {@link org.postroom.ticket.Viewer}.
 */
@NullMarked
package org.postroom.web;

import org.jspecify.annotations.NullMarked;
