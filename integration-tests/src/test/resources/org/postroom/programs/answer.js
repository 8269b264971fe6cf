// SPDX-License-Identifier: Apache-2.0
// Runs inside Thunderbird: sets up what a person is asked for once, opens INBOX, presses Reply, writes and sends.
const [certificate, ports, account, password, subject, text, done] = arguments;

const until = async (what, look) => {
  for (let i = 0; i < 1000; i++) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error("waited in vain for " + what);
};

const trust = async () => {
  const shown = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).constructX509FromBase64(certificate);
  const trusted = Cc["@mozilla.org/security/certoverride;1"].getService(Ci.nsICertOverrideService);
  ports.forEach(port => trusted.rememberValidityOverride("127.0.0.1", port, {}, shown, true));
  for (const host of ["imap://127.0.0.1", "smtp://127.0.0.1"]) {
    const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
    login.init(host, null, host, account, password, "", "");
    await Services.logins.addLoginAsync(login);
  }
};

const inboxOf = async server => {
  server.performExpand(null);
  const inbox = await until("INBOX", () => server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox));
  await new Promise((resolve, reject) =>
    inbox.QueryInterface(Ci.nsIMsgImapMailFolder).updateFolderWithListener(null, {
      OnStartRunningUrl() {},
      OnStopRunningUrl(url, status) {
        status ? reject(new Error("INBOX: " + status)) : resolve();
      },
    }),
  );
  return inbox;
};

const answer = async () => {
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  await trust();
  const server = MailServices.accounts.accounts.map(each => each.incomingServer).find(each => each.type == "imap");
  const inbox = await inboxOf(server);
  const mail = await until("the mail", () => [...inbox.messages].find(each => each.mime2DecodedSubject.includes(subject)));
  Services.wm
    .getMostRecentWindow("mail:3pane")
    .ComposeMessage(Ci.nsIMsgCompType.ReplyToSender, Ci.nsIMsgCompFormat.Default, inbox, [inbox.getUriForMsg(mail)]);
  const editor = await until("the quotation", () => {
    const window = Services.wm.getMostRecentWindow("msgcompose");
    const found = window?.gMsgCompose?.editor;
    const quoted = found?.document?.querySelector("blockquote");
    const to = window?.document.querySelector("#toAddrContainer mail-address-pill");
    return quoted && to && window.gWindowLocked === false && found;
  });
  const window = Services.wm.getMostRecentWindow("msgcompose");
  editor.beginningOfDocument();
  editor.insertText(text);
  window.goDoCommand("cmd_sendNow");
  await until("the end of sending", () => window.closed);
  return "sent";
};

answer().then(done, error => done(String(error)));
