// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <p>One</p><p>Two</p>|One^^Two
            <div>One</div><div>Two</div>|One^Two
            One<br>Two<br/><br>Three|One^Two^^Three
            <div>One</div><div><br></div><div>Two</div>|One^^Two
            <b>bold</b> <i>and</i>   more|bold and more
            <a href="https://acme.test/x?a=1">here</a>|here <https://acme.test/x?a=1>
            <a href="https://acme.test/">acme.test</a>|acme.test
            <a href="mailto:ann@acme.test">ann@acme.test</a>|ann@acme.test
            <a href="javascript:alert(1)">click</a>|click
            <a href="cid:1">x</a><a name=y>y</a>|xy
            <ul><li>a</li><li>b</li></ul>|- a^- b
            <table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>|a~b^c~d
            <style>p{}</style><script>x()</script><title>t</title>text|text
            <div style="display: none">preview</div>text|text
            <span style="FONT-SIZE:0px">x</span>text|text
            <p hidden>x</p><img src=x alt="logo"><img src="http://t.test/pixel">|[logo]
            hi<blockquote>old<blockquote>older</blockquote></blockquote>bye|hi^^> old^>^>> older^^bye
            hi<blockquote style="margin:0 0 0 40px;border:none;padding:0px">indented</blockquote>|hi^^indented
            hi<blockquote class="gmail_quote" style="border:none">old</blockquote>|hi^^> old
            <pre>a  b^  c</pre>|a  b^  c
            &lt;b&gt; &amp; &nbsp;x &euro;|<b> &  x €
            a&#8203;b&shy;c|abc
            <!-- no --><![CDATA[x]]>y|y
            no tags at all|no tags at all
            """)
    void htmlShouldBecomeReadableText(String html, String text) {
        assertThat(HtmlText.of(html.replace('^', '\n')))
                .isEqualTo(text.replace('^', '\n').replace('~', '\t'));
    }

    @Test
    void emptyHtmlShouldBeEmptyText() {
        assertThat(HtmlText.of("")).isEmpty();
        assertThat(HtmlText.of("<html><body></body></html>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<blockquote>",
                "<a href='http://x.test/'>",
                "<table><tr><td>",
                "<b><i>",
                "<li>",
                "&",
                "<",
                "</p>",
                "<p style='font-size:0",
                "<font>",
                "<pre>",
                "<!--",
                "<svg>",
                "<form>",
                "<span style='a:font-size:0x"
            })
    @Timeout(120)
    void megabytesOfBrokenHtmlShouldEnd(String piece) {
        assertThat(HtmlText.of(piece.repeat(1_500_000 / piece.length()))).isNotNull();
    }
}
