// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.util.List;
import java.util.Set;
import javax.persistence.EntityManagerFactory;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.CoreDataModule;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.file.FileMailRepository;
import org.apache.james.mailrepository.jpa.JPAMailRepositoryUrlStore;
import org.apache.james.mailrepository.memory.MailRepositoryStoreConfiguration;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.jpa.JPARecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.CanSendFromImpl;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.jpa.JPAUsersRepository;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/** James' users, domains and rewritings in the database, its mail repositories in files. */
class JpaDataModule extends AbstractModule {

    private static final Protocol FILE = new Protocol("file");

    @Override
    protected void configure() {
        install(new CoreDataModule());
        Multibinder.newSetBinder(binder(), OwnDomain.class);

        bind(RememberedDomains.class).in(Scopes.SINGLETON);
        bind(DomainList.class).to(RememberedDomains.class);
        bind(JPAUsersRepository.class).in(Scopes.SINGLETON);
        bind(UsersRepository.class).to(JPAUsersRepository.class);
        bind(JPARecipientRewriteTable.class).in(Scopes.SINGLETON);
        bind(RecipientRewriteTable.class).to(JPARecipientRewriteTable.class);
        bind(AliasReverseResolverImpl.class).in(Scopes.SINGLETON);
        bind(AliasReverseResolver.class).to(AliasReverseResolverImpl.class);
        bind(CanSendFromImpl.class).in(Scopes.SINGLETON);
        bind(CanSendFrom.class).to(CanSendFromImpl.class);
        bind(JPAMailRepositoryUrlStore.class).in(Scopes.SINGLETON);
        bind(MailRepositoryUrlStore.class).to(JPAMailRepositoryUrlStore.class);
    }

    @Provides
    @Singleton
    EntityManagerFactory entityManagerFactory(JamesDatabase database) {
        return database.entities();
    }

    @Provides
    @Singleton
    MailRepositoryStoreConfiguration.Item mailRepositories() {
        return new MailRepositoryStoreConfiguration.Item(
                List.of(FILE), FileMailRepository.class.getName(), new BaseHierarchicalConfiguration());
    }

    @ProvidesIntoSet
    InitializationOperation domains(
            DomainListConfiguration configuration, RememberedDomains domains, Set<OwnDomain> ownDomains) {
        return InitilizationOperationBuilder.forClass(RememberedDomains.class).init(() -> {
            domains.configure(configuration);
            List<Domain> present = domains.getDomains();
            for (OwnDomain own : ownDomains) {
                if (!present.contains(own.domain())) {
                    domains.addDomain(own.domain());
                }
            }
        });
    }

    @ProvidesIntoSet
    InitializationOperation users(ConfigurationProvider configurations, JPAUsersRepository users) {
        return InitilizationOperationBuilder.forClass(JPAUsersRepository.class)
                .init(() -> users.configure(configurations.getConfiguration("usersrepository")));
    }

    @ProvidesIntoSet
    InitializationOperation rewritings(ConfigurationProvider configurations, JPARecipientRewriteTable table) {
        return InitilizationOperationBuilder.forClass(JPARecipientRewriteTable.class)
                .init(() -> table.configure(configurations.getConfiguration("recipientrewritetable")));
    }
}
