// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

/** Work in the background: begins when the server is up, and ends while everything that it uses is still open. */
interface Worker {

    /** Begins. */
    void start();

    /** Ends the work in hand. */
    void stop();
}
