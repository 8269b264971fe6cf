// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.desk.Desk;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.Role;
import org.postroom.message.EmailAddress;

class ConfigurationTest {

    @Test
    void sampleShouldBeReadWithoutErrors() throws Exception {
        Configuration sample = Configuration.read(SampleConf.directory());

        HelpDesk helpDesk = sample.helpDesk();
        assertThat(helpDesk.desks()).extracting(desk -> desk.id().value()).containsExactly("support", "sales");
        assertThat(helpDesk.desks()).extracting(Desk::prefix).containsExactly("ACME", "SALE");
        assertThat(helpDesk.deskAt(EmailAddress.of("sales@acme.test"))).isPresent();
        assertThat(helpDesk.role(EmailAddress.of("lead@acme.test"), new DeskId("support")))
                .contains(Role.LEAD);
        assertThat(helpDesk.agentsOf("support")).hasSize(3).allMatch(agent -> agent.capacity() == 200);
        assertThat(sample.categories()).containsExactly("billing", "technical", "sales");
        assertThat(sample.database().isEmbedded()).isTrue();
        assertThat(sample.smartHost()).isEmpty();
        assertThat(sample.limits())
                .isEqualTo(new Limits(25L * 1024 * 1024, 6, 200, 50, 5, 20, 1000, 30, Duration.ofDays(14)));
        assertThat(sample.untakenAfter()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void everyLanguageOfSampleShouldHaveAnAgentAndATemplate() throws Exception {
        Configuration sample = Configuration.read(SampleConf.directory());

        for (Desk desk : sample.helpDesk().desks()) {
            assertThat(desk.languages()).extracting(Language::tag).containsExactly("en", "ru", "zh", "de");
            assertThat(sample.acknowledgements().get(desk.id())).containsOnlyKeys(desk.languages());
            assertThat(desk.languages())
                    .allMatch(language -> sample.helpDesk().agentsOf(desk.team()).stream()
                            .anyMatch(agent -> agent.languages().contains(language)));
        }
    }

    @Test
    void templateShouldBeDesksFirstWhenDeskDoesNotHaveTheLanguage() throws Exception {
        Configuration sample = Configuration.read(SampleConf.directory());
        Desk support = sample.helpDesk().desks().get(0);

        assertThat(sample.acknowledgement(support, Language.UNKNOWN))
                .isEqualTo(sample.acknowledgement(support, new Language("en")));
        assertThat(sample.acknowledgement(support, new Language("fr")))
                .isEqualTo(sample.acknowledgement(support, new Language("en")));
        assertThat(sample.acknowledgement(support, new Language("ru")))
                .isNotEqualTo(sample.acknowledgement(support, new Language("en")));
    }

    @Test
    void sampleShouldShowEverySetting() throws Exception {
        XmlElement root = XmlFile.read(SampleConf.directory().resolve("postroom.xml"), new Errors("sample"))
                .orElseThrow();

        for (Shape part : Shapes.POSTROOM.parts()) {
            List<String> shown = root.children(part.name()).stream()
                    .flatMap(element -> element.children().stream())
                    .map(XmlElement::name)
                    .toList();
            assertThat(shown).as(part.name()).containsAll(part.childNames());
        }
    }

    @Test
    void sampleShouldNameTheDefaultOfEverySetting() throws Exception {
        String sample = Files.readString(SampleConf.directory().resolve("postroom.xml"));

        for (Shape part : Shapes.POSTROOM.parts()) {
            Matcher element = Pattern.compile(
                            "\n  <" + part.name() + "[ >].*?\n  </" + part.name() + ">", Pattern.DOTALL)
                    .matcher(sample);
            assertThat(element.find()).isTrue();
            for (Setting<?> setting : part.settings()) {
                String before = element.group().substring(0, element.group().indexOf("<" + setting.name() + ">"));
                String comment = before.substring(before.lastIndexOf("<!--"));
                assertThat(comment)
                        .as(part.name() + "/" + setting.name())
                        .contains(setting.byDefault().isPresent() ? "Default" : "Compulsory")
                        .contains(setting.byDefault().orElse(""));
            }
        }
    }

    @Test
    void settingsLeftOutShouldHaveTheirDefaults(@TempDir Path dir) throws Exception {
        Path conf = minimal(dir, "");

        Configuration configuration = Configuration.read(conf);

        Desk desk = configuration.helpDesk().desks().get(0);
        assertThat(desk.firstReplyWithin()).isEqualTo(Duration.ofHours(8));
        assertThat(desk.stampPlace()).isEqualTo(Desk.StampPlace.BEFORE);
        assertThat(desk.otherWays()).isEmpty();
        assertThat(desk.retention()).isEmpty();
        assertThat(desk.hours().zone()).hasToString("UTC");
        assertThat(configuration.limits().mailSize()).isEqualTo(26_214_400);
        assertThat(configuration.server())
                .isEqualTo(new ServerSettings("0.0.0.0", "127.0.0.1", Optional.empty(), Optional.empty(), Set.of()));
    }

    @Test
    void smartHostShouldHaveItsPasswordFromFile(@TempDir Path dir) throws Exception {
        Path conf = minimal(
                dir,
                "<smartHost><address>mail.acme.test:587</address><security>starttls</security><user>desk</user>"
                        + "<passwordFile>secret.txt</passwordFile></smartHost>"
                        + "<database><url>jdbc:postgresql://localhost/postroom</url><user>postroom</user>"
                        + "<passwordFile>database.txt</passwordFile></database>");
        Files.writeString(conf.resolve("secret.txt"), "s3cret\n");
        Files.writeString(conf.resolve("database.txt"), "hush-hush");

        Configuration configuration = Configuration.read(conf);

        assertThat(configuration.smartHost())
                .contains(new SmartHost(
                        "mail.acme.test",
                        587,
                        SmartHost.Security.STARTTLS,
                        Optional.of(new SmartHost.Credentials("desk", "s3cret"))));
        assertThat(configuration.database())
                .isEqualTo(new DatabaseSettings("jdbc:postgresql://localhost/postroom", "postroom", "hush-hush"));
        assertThat(configuration.toString()).doesNotContain("s3cret").doesNotContain("hush");
    }

    @Test
    void commandLineShouldOverrideSmartHost(@TempDir Path dir) throws Exception {
        Configuration configuration =
                Configuration.read(minimal(dir, "")).withSmartHost(SmartHost.of("127.0.0.1:2525"));

        assertThat(configuration.smartHost())
                .contains(new SmartHost("127.0.0.1", 2525, SmartHost.Security.NONE, Optional.empty()));
        assertThatThrownBy(() -> SmartHost.of("127.0.0.1:0"))
                .hasMessage("\"127.0.0.1:0\" is no host with a port; expected one such as mail.acme.test:25");
    }

    @Test
    void externalEntitiesShouldNotBeRead(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("secret"), "SECRET");
        Files.writeString(
                dir.resolve("postroom.xml"),
                "<!DOCTYPE postroom [<!ENTITY x SYSTEM \""
                        + dir.resolve("secret").toUri() + "\">]>\n" + "<postroom>&x;</postroom>");

        assertThatThrownBy(() -> Configuration.read(dir))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a document type (DOCTYPE) is not allowed")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void missingFileShouldBeNamed(@TempDir Path dir) {
        assertThatThrownBy(() -> Configuration.read(dir.resolve("conf")))
                .hasMessage(
                        "conf/postroom.xml: there is no such file; the sample that comes with Postroom is a good start");
    }

    @Test
    void templatesShouldAllFillInTheSameNames() throws Exception {
        try (Stream<Path> files = Files.list(SampleConf.directory().resolve("templates"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .contains(
                                "{{number}}",
                                "{{subject}}",
                                "{{desk}}",
                                "{{requesterName}}",
                                "{{expectedBy}}",
                                "{{otherWays}}",
                                "{{#outOfHours}}");
            }
        }
    }

    private static Path minimal(Path dir, String more) throws Exception {
        Path conf = dir.resolve("conf");
        FileUtils.copyDirectory(
                SampleConf.directory().resolve("templates").toFile(),
                conf.resolve("templates").toFile());
        Files.writeString(conf.resolve("postroom.xml"), """
                <postroom>
                  %s
                  <desk id="support">
                    <addresses>support@acme.test</addresses>
                    <prefix>ACME</prefix>
                    <fromName>Acme</fromName>
                    <languages>en</languages>
                    <team>support</team>
                  </desk>
                  <team id="support"><agents>ann@acme.test</agents></team>
                  <agent address="ann@acme.test"><name>Ann</name><languages>en</languages></agent>
                </postroom>
                """.formatted(more));
        return conf;
    }
}
