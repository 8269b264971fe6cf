// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;

/** The set of those who work in the background; empty in a server without a help desk. */
class WorkersModule extends AbstractModule {

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), Worker.class);
    }
}
