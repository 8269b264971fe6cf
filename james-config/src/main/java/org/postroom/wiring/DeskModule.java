// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.james.core.Domain;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.webadmin.Routes;
import org.postroom.assign.DueTimers;
import org.postroom.assign.Handover;
import org.postroom.assign.RouteMessage;
import org.postroom.classify.Classifier;
import org.postroom.classify.Languages;
import org.postroom.classify.NoReply;
import org.postroom.classify.Urgency;
import org.postroom.config.Configuration;
import org.postroom.conversation.Filing;
import org.postroom.conversation.MailsUnderWay;
import org.postroom.copy.CopyRules;
import org.postroom.copy.Mailboxes;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.james.JamesMailboxes;
import org.postroom.james.MailSigner;
import org.postroom.james.Mime4jMailParser;
import org.postroom.james.MimeInnerTexts;
import org.postroom.james.MimeTopLines;
import org.postroom.message.CharsetGuess;
import org.postroom.message.MailParser;
import org.postroom.reply.AcknowledgementPolicy;
import org.postroom.reply.Acknowledgements;
import org.postroom.reply.Acknowledging;
import org.postroom.reply.AgentReplies;
import org.postroom.reply.AgentTools;
import org.postroom.reply.DeliveryProblems;
import org.postroom.reply.InstanceId;
import org.postroom.reply.MessageIds;
import org.postroom.reply.NotedRemarks;
import org.postroom.reply.SystemNotes;
import org.postroom.reply.TicketSearch;
import org.postroom.search.MessageIndexer;
import org.postroom.search.TextQueries;
import org.postroom.search.TicketIndex;
import org.postroom.store.lucene.CutTexts;
import org.postroom.store.lucene.LuceneTextQueries;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Followers;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Tickets;
import org.postroom.web.DoctorRoutes;
import org.postroom.web.MaintenanceRoutes;
import org.postroom.web.TicketRoutes;
import org.postroom.web.UserRoutes;
import org.postroom.wiring.smtp.LocalRecipients;

/** The help desk itself: configuration, domain services, routes. What is kept, and who works in the background, is elsewhere. */
class DeskModule extends AbstractModule {

    private final Configuration configuration;

    DeskModule(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void configure() {
        bind(Configuration.class).toInstance(configuration);
        bind(HelpDesk.class).toInstance(configuration.helpDesk());
        bind(MailQueueItemDecoratorFactory.class).to(MailsInLine.class);
        bind(new TypeLiteral<Supplier<HelpDesk>>() {}).toInstance(configuration::helpDesk);
        bind(Mailboxes.class).to(JamesMailboxes.class).in(Singleton.class);
        bind(TicketSearch.class).to(OpenTickets.class);
        bind(Followers.class).to(Wakes.class);
        Multibinder<Routes> routes = Multibinder.newSetBinder(binder(), Routes.class);
        routes.addBinding().to(TicketRoutes.class);
        routes.addBinding().to(UserRoutes.class);
        routes.addBinding().to(MaintenanceRoutes.class);
        routes.addBinding().to(DoctorRoutes.class);
        Multibinder<OwnDomain> domains = Multibinder.newSetBinder(binder(), OwnDomain.class);
        domains().forEach(domain -> domains.addBinding().toInstance(new OwnDomain(Domain.of(domain))));
        Multibinder<LocalRecipients> recipients = Multibinder.newSetBinder(binder(), LocalRecipients.class);
        recipients.addBinding().to(DeskRecipients.class);
        // RFC 5321, section 4.5.1; what becomes of it stands in mailetcontainer.xml.
        recipients.addBinding().toInstance(recipient -> "postmaster".equalsIgnoreCase(recipient.getLocalPart()));
    }

    @Provides
    @Singleton
    CutTexts cutTexts() {
        return new CutTexts();
    }

    @Provides
    @Singleton
    TextQueries textQueries(CutTexts texts) {
        return new LuceneTextQueries(everyLanguage(), texts);
    }

    @Provides
    @Singleton
    Languages languages() {
        return new Languages();
    }

    @Provides
    @Singleton
    Classifier classifier(Languages languages) {
        return new Classifier(languages, new Urgency());
    }

    @Provides
    @Singleton
    SignedAddresses signedAddresses(Home home) {
        return new SignedAddresses(AddressKeys.in(home));
    }

    @Provides
    @Singleton
    InstanceId instance(Home home) {
        return AddressKeys.instance(home);
    }

    @Provides
    @Singleton
    SystemNotes notes(AgentReplies.CopyPlan copies, Supplier<HelpDesk> helpDesk, InstanceId instance, Clock clock) {
        return new SystemNotes(copies, helpDesk, instance, clock);
    }

    @Provides
    @Singleton
    Filing filing(Tickets tickets, SignedAddresses signedAddresses, Supplier<HelpDesk> helpDesk, SystemNotes notes) {
        return new Filing(
                tickets,
                signedAddresses,
                helpDesk,
                new NotedRemarks(notes, configuration.server().trustedResults()),
                configuration.limits().mailsPerTicket());
    }

    @Provides
    @Singleton
    MailParser mailParser() {
        return new Mime4jMailParser(
                CharsetGuess.among(everyLanguage().stream().map(Language::tag).toList()));
    }

    @Provides
    @Singleton
    MailSigner mailSigner() {
        return new MailSigner(configuration.signingKeys());
    }

    @Provides
    @Singleton
    MailsUnderWay mailsUnderWay() {
        return new MailsUnderWay(MailsUnderWay.LONGEST);
    }

    @Provides
    @Singleton
    RouteMessage routing(Tickets tickets, Supplier<HelpDesk> helpDesk, Clock clock, Followers followers) {
        return new RouteMessage(tickets, helpDesk, clock, followers::wake);
    }

    @Provides
    @Singleton
    DueTimers dueTimers(Tickets tickets, Supplier<HelpDesk> helpDesk, Clock clock, Followers followers) {
        return new DueTimers(tickets, helpDesk, clock, followers::wake);
    }

    @Provides
    @Singleton
    Handover handover(Tickets tickets, Supplier<HelpDesk> helpDesk, Clock clock) {
        return new Handover(tickets, helpDesk, clock);
    }

    @Provides
    @Singleton
    AgentReplies.CopyPlan copyPlan(Supplier<HelpDesk> helpDesk, Clock clock) {
        return (tx, ticket) -> CopyRules.apply(tx, ticket, helpDesk.get(), clock.instant());
    }

    @Provides
    @Singleton
    AgentReplies replies(
            Tickets tickets,
            Archive archive,
            MailParser parser,
            SignedAddresses signedAddresses,
            AgentReplies.CopyPlan copies,
            InstanceId instance,
            TicketSearch search,
            Clock clock) {
        return new AgentReplies(new AgentTools(
                tickets,
                archive,
                new AgentTools.Reading(parser, new MimeTopLines(), new MimeInnerTexts()),
                signedAddresses,
                configuration.helpDesk(),
                copies,
                instance,
                search,
                configuration.limits().heldFor(),
                clock));
    }

    @Provides
    @Singleton
    Acknowledgements acknowledgements(SignedAddresses signedAddresses, InstanceId instance, Clock clock) {
        return new Acknowledgements(
                configuration::acknowledgement, signedAddresses, instance, MessageIds.random(), clock);
    }

    @Provides
    @Singleton
    Acknowledging acknowledging(Tickets tickets, Outbox outbox, Acknowledgements acknowledgements, Clock clock) {
        AcknowledgementPolicy policy = new AcknowledgementPolicy(
                configuration.helpDesk(),
                new AcknowledgementPolicy.Rates(
                        configuration.limits().acknowledgementsPerAddress(),
                        configuration.limits().acknowledgementsPerSubject(),
                        configuration.limits().acknowledgementsInAll()),
                NoReply::is,
                outbox,
                clock);
        return new Acknowledging(tickets, configuration.helpDesk(), policy, acknowledgements, clock);
    }

    @Provides
    @Singleton
    DeliveryProblems deliveryProblems(Tickets tickets, SystemNotes notes, Clock clock) {
        return new DeliveryProblems(tickets, notes, clock);
    }

    @Provides
    @Singleton
    MessageIndexer indexer(Tickets tickets, Archive archive, MailParser parser, TicketIndex index) {
        return new MessageIndexer(tickets, archive, parser, index);
    }

    /** The domains of all desks and agents. */
    private Set<String> domains() {
        Set<String> domains = new TreeSet<>();
        configuration
                .helpDesk()
                .agents()
                .forEach(agent -> domains.add(agent.address().domain()));
        configuration
                .helpDesk()
                .desks()
                .forEach(desk -> desk.addresses().forEach(address -> domains.add(address.domain())));
        return domains;
    }

    /** Every language of every desk. */
    private Set<Language> everyLanguage() {
        Set<Language> languages = new LinkedHashSet<>();
        configuration.helpDesk().desks().forEach(desk -> languages.addAll(desk.languages()));
        return languages;
    }
}
