// SPDX-License-Identifier: Apache-2.0
package org.postroom.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Mails as a help desk gets them, the same for the same seed: about 3 KB of English, Russian or Chinese text; 10 % with an
 * attachment of 50 KB; 30 % answer an earlier one.
 */
final class GeneratedMails {

    /** The header that tells a mail when it is seen again; its value is the mail's number. */
    static final String MARK = "X-Bench-Number";

    private static final int TEXT_BYTES = 2_600;
    private static final int ATTACHMENT_BYTES = 50 * 1024;
    private static final String[][] WORDS = {
        ("the our order invoice printer account please help cannot since yesterday delivery customer password error screen"
                        + " when we try to open page number wrong thank you for answer quickly machine update license house"
                        + " contract address payment twice broken report team office window again before after morning")
                .split(" "),
        ("заказ счёт принтер пожалуйста помогите не работает со вчерашнего дня доставка клиент пароль ошибка экран когда мы"
                        + " пытаемся открыть страница номер неверный спасибо за ответ быстро машина обновление лицензия договор"
                        + " адрес оплата дважды сломан отчёт команда офис окно снова утром вечером проверьте настройки")
                .split(" "),
        ("我们 的 订单 发票 打印机 账户 请 帮助 无法 昨天 开始 送货 客户 密码 错误 屏幕 打开 页面 号码 不对 谢谢 回复 尽快 机器 更新 许可证"
                        + " 合同 地址 付款 两次 坏了 报告 团队 办公室 再次 早上 晚上 检查 设置")
                .split(" ")
    };

    private final Random random;
    private final String run;
    private final List<Integer> openers = new ArrayList<>();
    private int next;

    /**
     * Mails of one run.
     *
     * @param run a word in their Message-IDs and addresses, so that two runs share none
     * @param seed decides the rest
     */
    GeneratedMails(String run, long seed) {
        this.run = run;
        this.random = new Random(seed);
    }

    /**
     * The next mails.
     *
     * @param count how many
     * @return them
     */
    List<Mail> next(int count) {
        List<Mail> mails = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            mails.add(mail(next++));
        }
        return mails;
    }

    /** A mail with its number, its sender's address, and its bytes as they go over the wire. */
    record Mail(int number, String sender, byte[] source) {}

    private Mail mail(int number) {
        boolean reply = number >= 20 && random.nextInt(100) < 30;
        // Not one of the last few: a customer who answers has waited some time.
        int thread = reply ? openers.get(random.nextInt(Math.max(1, openers.size() - 12))) : number;
        if (!reply) {
            openers.add(number);
        }
        int language = thread % WORDS.length;
        String sender = "customer" + thread + "." + run + "@customers.test";
        String subject = (reply ? "Re: " : "") + words(new Random(thread), language, 30);
        StringBuilder headers = new StringBuilder()
                .append("From: =?UTF-8?B?")
                .append(base64("Customer " + thread))
                .append("?= <")
                .append(sender)
                .append(">\r\nTo: <support@acme.test>\r\nSubject: =?UTF-8?B?")
                .append(base64(subject))
                .append("?=\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\nMessage-ID: ")
                .append(id(number))
                .append("\r\n");
        if (reply) {
            headers.append("In-Reply-To: ")
                    .append(id(thread))
                    .append("\r\nReferences: ")
                    .append(id(thread))
                    .append("\r\n");
        }
        headers.append(MARK).append(": ").append(number).append("\r\nMIME-Version: 1.0\r\n");
        String text = "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + mime(words(random, language, TEXT_BYTES).getBytes(StandardCharsets.UTF_8)) + "\r\n";
        String body = random.nextInt(100) < 10 ? withAttachment(text, number) : text;
        return new Mail(number, sender, (headers + body).getBytes(StandardCharsets.US_ASCII));
    }

    private String withAttachment(String text, int number) {
        byte[] attachment = new byte[ATTACHMENT_BYTES];
        random.nextBytes(attachment);
        String boundary = "bench" + number;
        return "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n" + text + "--"
                + boundary + "\r\nContent-Type: application/octet-stream; name=data" + number
                + ".bin\r\nContent-Disposition: attachment; filename=data" + number
                + ".bin\r\nContent-Transfer-Encoding: base64\r\n\r\n" + mime(attachment) + "\r\n--" + boundary
                + "--\r\n";
    }

    private String id(int number) {
        return "<" + number + "." + run + "@customers.test>";
    }

    /** Words until they have so many bytes of UTF-8. */
    private static String words(Random random, int language, int bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes + 64);
        int inLine = 0;
        while (text.size() < bytes) {
            text.writeBytes(WORDS[language][random.nextInt(WORDS[language].length)].getBytes(StandardCharsets.UTF_8));
            text.write(bytes > 100 && ++inLine % 12 == 0 ? '\n' : ' ');
        }
        return text.toString(StandardCharsets.UTF_8).strip();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mime(byte[] bytes) {
        return Base64.getMimeEncoder().encodeToString(bytes);
    }
}
