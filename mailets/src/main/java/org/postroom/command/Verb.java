// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a command does, and the words that it is called by: English first, then Russian, Chinese and German. */
public enum Verb {
    /** The ticket is closed. */
    CLOSE(Argument.NONE, "close", "закрыть", "关闭", "schließen"),
    /** The ticket is opened again. */
    OPEN(Argument.NONE, "open", "открыть", "打开", "öffnen"),
    /** The ticket becomes the writer's. */
    TAKE(Argument.NONE, "take", "взять", "接手", "übernehmen"),
    /** The ticket becomes an agent's: an address or a name. */
    ASSIGN(Argument.COMPULSORY, "assign", "назначить", "分配", "zuweisen"),
    /** The ticket goes to a team. */
    GIVE(Argument.COMPULSORY, "give", "передать", "转交", "abgeben"),
    /** All open tickets of the writer, or those that match a query, become another agent's. */
    HANDOVER(Argument.COMPULSORY, "handover", "сдать", "移交", "übergeben"),
    /** The ticket gets a tag. */
    TAG(Argument.COMPULSORY, "tag", "метка", "标签", "schlagwort"),
    /** The ticket loses a tag. */
    UNTAG(Argument.COMPULSORY, "untag", "снять", "去标签", "entfernen"),
    /** The ticket's priority changes: low, normal, high, urgent. */
    PRIORITY(Argument.COMPULSORY, "priority", "приоритет", "优先级", "priorität"),
    /** The ticket's category changes. */
    CATEGORY(Argument.COMPULSORY, "category", "категория", "类别", "kategorie"),
    /** The ticket sleeps: {@code 3d}, {@code until Monday 9:00}. */
    SNOOZE(Argument.COMPULSORY, "snooze", "отложить", "推迟", "wiedervorlage"),
    /** The ticket waits for somebody else than the customer. */
    WAIT(Argument.COMPULSORY, "wait", "ждать", "等待", "warten"),
    /** The ticket becomes part of another one. */
    MERGE(Argument.COMPULSORY, "merge", "объединить", "合并", "zusammenführen"),
    /** The answered message, and those behind it, become a ticket of their own. */
    SPLIT(Argument.NONE, "split", "разделить", "拆分", "teilen"),
    /** The ticket is linked to another one. */
    LINK(Argument.COMPULSORY, "link", "связать", "关联", "verknüpfen"),
    /** The ticket's subject changes. */
    SUBJECT(Argument.COMPULSORY, "subject", "тема", "主题", "betreff"),
    /** Somebody else becomes the requester. */
    REQUESTER(Argument.COMPULSORY, "requester", "заявитель", "请求人", "anfrager"),
    /** Somebody becomes a participant and gets this answer as well. */
    CC(Argument.COMPULSORY, "cc", "копия", "抄送", "kopie"),
    /** The mail is a note for agents, and goes to no customer. */
    NOTE(Argument.NONE, "note", "заметка", "备注", "notiz"),
    /** The ticket is shown to an expert outside. */
    FORWARD(Argument.COMPULSORY, "forward", "переслать", "转发", "weiterleiten"),
    /** Time that was spent. */
    TIME(Argument.COMPULSORY, "time", "время", "用时", "zeit"),
    /** A summary of the ticket is sent back. */
    STATUS(Argument.NONE, "status", "статус", "状态", "stand"),
    /** Who has what is sent back; for leads. */
    BOARD(Argument.NONE, "board", "доска", "看板", "tafel"),
    /** The writer is away: until a day, or from one to another. */
    AWAY(Argument.COMPULSORY, "away", "отсутствую", "外出", "abwesend"),
    /** The writer is back, or will not be away. */
    BACK(Argument.NONE, "back", "здесь", "回来", "zurück"),
    /** The author of a mail that is taken over gets an acknowledgement. */
    ACK(Argument.NONE, "ack", "подтвердить", "确认", "bestätigen"),
    /** What was held is sent. */
    SEND(Argument.NONE, "send", "отправить", "发送", "senden"),
    /** A mail that went past the desk, and was held, leaves as it is. */
    PRIVATE(Argument.NONE, "private", "лично", "私人", "privat"),
    /** The list of commands is sent back. */
    HELP(Argument.NONE, "help", "помощь", "帮助", "hilfe");

    /** Whether something stands behind the word. */
    public enum Argument {
        /** Nothing does. */
        NONE,
        /** Something must. */
        COMPULSORY
    }

    private static final Set<Verb> OF_NO_TICKET = EnumSet.of(HANDOVER, AWAY, BACK, BOARD, HELP);
    private static final Map<String, Verb> BY_WORD = byWord();

    private final Argument argument;
    private final List<String> words;

    Verb(Argument argument, String... words) {
        this.argument = argument;
        this.words = List.of(words);
    }

    private static Map<String, Verb> byWord() {
        Map<String, Verb> verbs = new HashMap<>();
        for (Verb verb : values()) {
            for (String word : verb.words) {
                verbs.put(word, verb);
                verbs.put(withoutUmlauts(word), verb);
            }
        }
        return Map.copyOf(verbs);
    }

    private static String withoutUmlauts(String word) {
        return word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
    }

    /**
     * The verb that a word calls.
     *
     * @param word the word behind the {@code #}, in any case
     * @return the verb, or empty
     */
    static Optional<Verb> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT)));
    }

    /**
     * All words that call a verb.
     *
     * @return the words, in lower case, umlauts also as two letters
     */
    static Set<String> allWords() {
        return BY_WORD.keySet();
    }

    /**
     * Whether something stands behind the word.
     *
     * @return what is expected there
     */
    public Argument argument() {
        return argument;
    }

    /**
     * Whether it is about a ticket.
     *
     * @return false when it can be written where there is none
     */
    public boolean isOfTicket() {
        return !OF_NO_TICKET.contains(this);
    }

    /**
     * What it is called.
     *
     * @return the words: English, Russian, Chinese, German
     */
    public List<String> words() {
        return words;
    }

    @Override
    public String toString() {
        return "#" + words.get(0);
    }

    /**
     * A list for people.
     *
     * @return all verbs as they are written in English, one behind the other
     */
    public static String list() {
        return String.join(" ", Arrays.stream(values()).map(Verb::toString).toList());
    }
}
