// SPDX-License-Identifier: Apache-2.0
package org.postroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;

/** Holds the code to the table of packages in ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.postroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.postroom.";
    private static final String[] EDGES = {
        ROOT + "mailet",
        ROOT + "matcher",
        ROOT + "queue",
        ROOT + "web",
        ROOT + "james",
        ROOT + "wiring..",
        ROOT + "demo"
    };

    @ArchTest
    static final ArchRule JAMES_AND_MAIL_ONLY_AT_THE_EDGES = noClasses()
            .that()
            .resideOutsideOfPackages(EDGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.james..", "org.apache.mailet..", "javax.mail..", "com.google.inject..");

    @ArchTest
    static final ArchRule NO_JAKARTA_MAIL =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta.mail..");

    @ArchTest
    static final ArchRule SQL_ONLY_IN_ITS_STORE = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "store.sql", ROOT + "wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..");

    @ArchTest
    static final ArchRule LUCENE_ONLY_IN_ITS_STORE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "store.lucene")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.postroom.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MESSAGE_IMPORTS_NOTHING_OF_OURS = only("message");

    @ArchTest
    static final ArchRule DESK = only("desk", "message");

    @ArchTest
    static final ArchRule TICKET = only("ticket", "desk", "message");

    @ArchTest
    static final ArchRule CONVERSATION = only("conversation", "ticket", "message", "desk");

    @ArchTest
    static final ArchRule CLASSIFY = only("classify", "ticket", "message", "desk");

    @ArchTest
    static final ArchRule COPY = only("copy", "ticket", "message", "desk");

    @ArchTest
    static final ArchRule ASSIGN = only("assign", "ticket", "desk", "message", "copy");

    @ArchTest
    static final ArchRule REPLY = only("reply", "ticket", "message", "desk", "copy", "command");

    @ArchTest
    static final ArchRule COMMAND = only("command", "ticket", "message", "desk");

    @ArchTest
    static final ArchRule SEARCH = only("search", "ticket", "message", "desk");

    @ArchTest
    static final ArchRule CONFIG = only("config", "desk", "message", "ticket");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "wiring..", ROOT + "demo", ROOT + "cli")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule EVERY_MAILET_IS_PUBLIC_AND_FINAL = classes()
            .that()
            .resideInAPackage(ROOT + "mailet")
            .and(new DescribedPredicate<JavaClass>("are mailets that an admin may name") {
                @Override
                public boolean test(JavaClass type) {
                    return type.isAssignableTo("org.apache.mailet.Mailet")
                            && !Set.of("PostroomMailet").contains(type.getSimpleName());
                }
            })
            .should()
            .bePublic();

    private static ArchRule only(String name, String... imports) {
        String[] allowed = new String[imports.length + 1];
        allowed[0] = ROOT + name;
        for (int i = 0; i < imports.length; i++) {
            allowed[i + 1] = ROOT + imports[i];
        }
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(
                        new DescribedPredicate<JavaClass>("are ours and not in " + String.join(", ", allowed)) {
                            @Override
                            public boolean test(JavaClass type) {
                                return type.getPackageName().startsWith("org.postroom")
                                        && !Set.of(allowed).contains(type.getPackageName());
                            }
                        });
    }
}
