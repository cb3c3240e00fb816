// The chat page, made livelier. Everything here also works without it: forms are sent, pages come
// back. With it, messages come by themselves, and what could not be sent is tried again.
"use strict";

(() => {
  const chat = document.getElementById("chat");
  if (!chat) return;
  const log = document.getElementById("log");
  const status = document.getElementById("status");
  const newest = document.getElementById("newest");
  const field = document.getElementById("text");
  const sheet = document.getElementById("actions");
  const mode = document.getElementById("mode");
  const words = chat.dataset;
  const language = document.documentElement.lang;
  const drawer = "nwassik-unsent" + words.seat;
  const draft = "nwassik-draft" + words.seat;
  let version = Number(words.version);
  let offline = false;

  // --- Looking -------------------------------------------------------------------------------

  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const calendar = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

  function tellTimes(root) {
    const today = new Date().toDateString();
    for (const time of root.querySelectorAll("time")) {
      const at = new Date(time.dateTime);
      time.textContent = (at.toDateString() === today ? clock : calendar).format(at);
      time.title = at.toLocaleString(language);
    }
  }

  // What a message says, on one line: of somebody else's who says it, but not what it is about.
  function gist(entry) {
    const said = entry.querySelector("[data-own], .words");
    const lines = (said ? said.textContent : entry.querySelector("img") ? words.picture : "📎").trim().split("\n");
    if (lines.length > 1 && entry.classList.contains("bot")) lines[0] = lines[0].split(" · ")[0] + ":";
    return lines.join(" ").slice(0, 120);
  }

  function quote(root) {
    for (const link of root.querySelectorAll("a.reply")) {
      const to = document.getElementById(link.hash.slice(1));
      if (!to || to.classList.contains("gone")) continue;
      link.title = link.textContent;
      link.textContent = gist(to);
    }
  }

  const atEnd = () => chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120;

  function toEnd() {
    chat.scrollTop = chat.scrollHeight;
    newest.hidden = true;
  }

  chat.addEventListener("scroll", () => { if (atEnd()) newest.hidden = true; }, { passive: true });
  newest.addEventListener("click", (event) => { event.preventDefault(); toEnd(); field.focus(); });
  // A picture that comes in late must not push the last line out of sight.
  log.addEventListener("load", (event) => {
    if (chat.scrollHeight - chat.scrollTop - chat.clientHeight < event.target.height + 160) toEnd();
  }, true);

  function tell(sentence) {
    status.textContent = sentence;
    status.hidden = !sentence;
  }

  function setOffline(now) {
    if (now !== offline) tell(now ? words.offline : "");
    offline = now;
  }

  // --- What comes in -------------------------------------------------------------------------

  function fromHtml(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  function show(change) {
    version = Math.max(version, change.version);
    const old = document.getElementById("m" + change.id);
    if (!change.html) {
      if (old) old.remove();
      if (about === String(change.id)) sheet.close();
      return;
    }
    const stay = atEnd();
    const entry = fromHtml(change.html);
    tellTimes(entry);
    quote(entry);
    if (entry.dataset.key) dropLocal(entry.dataset.key);
    if (old) replace(old, entry);
    else place(entry);
    if (stay || (!old && entry.classList.contains("own"))) toEnd();
    else if (!old) newest.hidden = false;
  }

  // Whoever stood on a button of a message stands on its new version afterwards.
  function replace(old, entry) {
    const buttons = [...old.querySelectorAll("button, a")];
    const stood = buttons.indexOf(document.activeElement);
    old.replaceWith(entry);
    if (stood < 0) return;
    const now = entry.querySelectorAll("button, a");
    (now[stood] || now[now.length - 1] || entry).focus({ preventScroll: true });
  }

  // By its place in the chat: a line that was marked as sent comes later than its answer. What is
  // still on its way stands below all that has come in.
  function place(entry) {
    const number = (other) => Number(other.id.slice(1));
    const before = [...log.children].find((other) => other.classList.contains("local") || number(other) > number(entry));
    log.insertBefore(entry, before || null);
  }

  function listen() {
    const joint = words.events.includes("?") ? "&" : "?";
    const source = new EventSource(words.events + joint + "since=" + version);
    source.addEventListener("hello", () => { setOffline(false); flush(); retryMarked(); });
    source.addEventListener("change", (event) => show(JSON.parse(event.data)));
    source.addEventListener("language", () => { reload(); });
    source.addEventListener("error", () => {
      setOffline(true);
      // The browser tries again by itself, but not after it was answered with an error.
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    });
  }

  // Never comes back: nothing may go on with what the old page knew.
  function reload() {
    sessionStorage.setItem(draft, mode.dataset.kind === "edit" ? before : field.value);
    location.reload();
    return new Promise(() => {});
  }

  // 409 means that the server did not know us and has given us a new cookie. A browser that keeps
  // no cookies would reload forever.
  function mayReload() {
    const last = Number(sessionStorage.getItem("nwassik-reloaded"));
    sessionStorage.setItem("nwassik-reloaded", Date.now());
    return Date.now() - last > 10000;
  }

  // --- What goes out -------------------------------------------------------------------------

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const pause = (attempt) => new Promise((go) => setTimeout(go, Math.min(1000 * 2 ** attempt, 15000)));

  // Sends until it is taken or refused for good; gives the sentence of a refusal. The same key
  // every time: however often it arrives, it is done once.
  async function send(path, body, waiting) {
    for (let attempt = 0; ; attempt += 1) {
      let answer = null;
      try {
        answer = await fetch(path, { method: "POST", body, headers: { Accept: "application/json" } });
      } catch { /* no connection: the same as no answer */ }
      if (answer && answer.ok) return null;
      if (answer && answer.status === 409 && mayReload()) return reload();
      if (answer && answer.status < 500 && answer.status !== 429) {
        const told = await answer.json().catch(() => ({}));
        return told.error || words.notSent;
      }
      if (waiting) waiting();
      await pause(attempt);
    }
  }

  const unsent = () => { try { return JSON.parse(localStorage.getItem(drawer)) || []; } catch { return []; } };
  function keep(list) { try { localStorage.setItem(drawer, JSON.stringify(list)); } catch { /* kept on the page only */ } }

  // Once the server shows a line, ours goes.
  function dropLocal(key) {
    const local = document.getElementById("k" + key);
    if (local) local.remove();
  }

  function showLocal(key, text) {
    if (document.getElementById("k" + key) || log.querySelector(`[data-key="${key}"]`)) return;
    const entry = fromHtml('<li class="entry own local"><div class="bubble"><div class="words" dir="auto"></div></div><p class="note"></p></li>');
    entry.id = "k" + key;
    entry.querySelector(".words").textContent = text;
    entry.querySelector(".note").textContent = words.sending;
    log.append(entry);
    toEnd();
  }

  function note(key, sentence, failed) {
    const entry = document.getElementById("k" + key);
    if (!entry) return;
    entry.querySelector(".note").textContent = sentence;
    entry.classList.toggle("failed", failed);
  }

  const isLine = (job) => job.text !== undefined;
  // What is done to a message that stands: it shows that this is on its way.
  function pend(job, on) {
    const entry = document.getElementById("m" + job.on);
    if (entry) entry.classList.toggle("pending", on);
  }

  // One thing after the other, so that they arrive in the order in which they were done.
  let flushing = false;
  async function flush() {
    if (flushing) return;
    flushing = true;
    for (let job; (job = unsent()[0]); ) {
      begin(job);
      const waiting = () => (isLine(job) ? note(job.key, words.notSent, true) : tell(words.notSent));
      const body = new URLSearchParams({ ...(job.fields || { text: job.text }), key: job.key });
      const refused = await send(job.path, body, waiting);
      keep(unsent().filter((other) => other.key !== job.key));
      if (isLine(job)) { if (refused) note(job.key, refused, true); }
      else { pend(job, false); tell(refused || ""); }
    }
    flushing = false;
  }

  function begin(job) {
    if (isLine(job)) showLocal(job.key, job.text);
    else pend(job, true);
  }

  function queue(job) {
    job.key = newKey();
    keep([...unsent(), job]);
    begin(job);
    flush();
  }

  function say(text, replyTo) {
    if (!text.trim()) return;
    const fields = replyTo ? { text, reply_to: replyTo } : { text };
    queue({ path: field.form.parentElement.dataset.say, text, fields });
  }

  // Lines that reached the server but not the market, seen when the page was opened.
  function retryMarked() {
    for (const form of log.querySelectorAll("form.again")) {
      if (form.dataset.busy) continue;
      form.dataset.busy = "yes";
      send(form.getAttribute("action"), new URLSearchParams(new FormData(form))).then(() => delete form.dataset.busy);
    }
  }

  async function tap(form, button) {
    if (form.dataset.busy || !button) return;
    form.dataset.busy = "yes";
    button.setAttribute("aria-disabled", "true");
    const body = new URLSearchParams({ data: button.value, on: form.elements.on.value, key: newKey() });
    const refused = await send(form.getAttribute("action"), body, () => tell(words.notSent));
    delete form.dataset.busy;
    button.removeAttribute("aria-disabled");
    tell(refused || "");
  }

  async function attach(form) {
    const file = form.elements.file.files[0];
    if (!file) return;
    if (file.size > 20 * 1024 * 1024) { form.reset(); tell(words.large); return; }
    const body = new FormData();
    const key = newKey();
    body.append("key", key);
    body.append("file", file);
    if (mode.dataset.kind === "reply") {
      body.append("reply_to", mode.dataset.id);
      write("", null);
    }
    form.reset();
    showLocal(key, "📎");
    const refused = await send(form.getAttribute("action"), body, () => note(key, words.notSent, true));
    if (refused) note(key, refused, true);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const kind = form.dataset.form;
    if (!kind) return;
    event.preventDefault();
    if (kind === "say") written();
    if (kind === "menu") { form.closest("details").open = false; say(event.submitter.value); field.focus(); }
    if (kind === "react" || kind === "take-back") change(form, event.submitter);
    if (kind === "tap") tap(form, event.submitter);
    if (kind === "file") attach(form);
    if (kind === "again") retryMarked();
  });

  document.getElementById("file").addEventListener("change", (event) => attach(event.target.form));

  // --- What can be done with a message -------------------------------------------------------

  // The message that the window over the page is about, and when it was opened.
  let about = "";
  let opened = 0;

  function open(entry) {
    about = entry.id.slice(1);
    opened = performance.now();
    const own = entry.classList.contains("own");
    const mark = entry.querySelector(".mark.mine");
    for (const input of sheet.querySelectorAll("[name=id]")) input.value = about;
    for (const button of sheet.querySelectorAll("[name=reaction]")) {
      button.setAttribute("aria-pressed", Boolean(mark) && mark.firstChild.data === button.value);
    }
    sheet.querySelector("[data-do=edit]").hidden = !own;
    sheet.querySelector("[data-form=take-back]").hidden = !own;
    sheet.querySelector("[data-do=copy]").hidden = !navigator.clipboard || !entry.querySelector(".words");
    sheet.showModal();
    beside(entry.querySelector(".bubble").getBoundingClientRect(), own !== (document.documentElement.dir === "rtl"));
  }

  // Where there is room it stands at the message; the style sheet decides.
  function beside(bubble, right) {
    const { width, height } = sheet.getBoundingClientRect();
    const left = right ? bubble.right - width : bubble.left;
    const below = bubble.bottom + 6;
    const above = bubble.top - height - 6;
    const top = below + height < innerHeight || above < 8 ? below : above;
    sheet.style.setProperty("--left", Math.max(8, Math.min(left, innerWidth - width - 8)) + "px");
    sheet.style.setProperty("--top", Math.max(8, Math.min(top, innerHeight - height - 8)) + "px");
  }

  function change(form, button) {
    const fields = { id: form.elements.id.value };
    // The one that is there already is taken away.
    if (form.dataset.form === "react") fields.reaction = button.getAttribute("aria-pressed") === "true" ? "" : button.value;
    sheet.close();
    queue({ path: form.getAttribute("action"), on: fields.id, fields });
  }

  function does(what) {
    const entry = document.getElementById("m" + about);
    if (what === "cancel") return write("", null);
    sheet.close();
    if (!entry) return;
    if (what === "copy") navigator.clipboard.writeText(entry.querySelector("[data-own], .words").textContent);
    else write(what, entry);
  }

  document.addEventListener("click", (event) => {
    const more = event.target.closest(".more");
    const todo = event.target.closest("[data-do]");
    if (!more && !todo) return;
    event.preventDefault();
    if (more) open(more.closest(".entry"));
    else does(todo.dataset.do);
  });
  // A press beside the window closes it, but for the one that opened it.
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet && performance.now() - opened > 400) sheet.close();
  });
  sheet.addEventListener("close", () => { about = ""; });

  // On a telephone, a long press on a message opens it.
  let press = null;
  const letGo = () => { if (press) clearTimeout(press.timer); press = null; };
  log.addEventListener("pointerdown", (event) => {
    letGo();
    const bubble = event.target.closest(".bubble");
    const entry = bubble && bubble.closest(".entry");
    if (event.pointerType === "mouse" || !entry || !entry.querySelector(".more")) return;
    if (event.target.closest(".words a, a.reply, audio, video, .spoiler")) return;
    const timer = setTimeout(() => { if (navigator.vibrate) navigator.vibrate(12); open(entry); }, 450);
    press = { timer, x: event.clientX, y: event.clientY };
  });
  log.addEventListener("pointermove", (event) => {
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > 10) letGo();
  });
  for (const end of ["pointerup", "pointercancel"]) log.addEventListener(end, letGo);
  log.addEventListener("contextmenu", (event) => { if (press) event.preventDefault(); });

  // --- Writing -------------------------------------------------------------------------------

  // What stood in the field before another text was written for a message.
  let before = "";

  // Begins to write something new, a reply to a message, or another text for it.
  function write(kind, entry) {
    const stay = atEnd();
    if (mode.dataset.kind === "edit") field.value = before;
    mode.dataset.kind = kind;
    mode.dataset.id = entry ? entry.id.slice(1) : "";
    mode.hidden = !kind;
    field.required = kind !== "edit";
    if (entry) {
      const { editing, replying } = field.form.parentElement.dataset;
      mode.querySelector("strong").textContent = kind === "edit" ? editing : replying;
      mode.querySelector(".quoted").textContent = gist(entry);
    }
    if (kind === "edit") {
      const said = entry.querySelector("[data-own]");
      before = field.value;
      field.value = said ? said.textContent : "";
    }
    grow();
    if (stay) toEnd();
    field.focus();
  }

  function written() {
    const { kind, id } = mode.dataset;
    const text = field.value;
    if (kind === "edit") {
      queue({ path: field.form.parentElement.dataset.edit, on: id, fields: { id, text } });
    } else {
      say(text, kind === "reply" ? id : "");
      field.value = "";
    }
    write("", null);
  }

  // Enter sends where there is a keyboard for it; on a telephone it makes a new line.
  const keyboard = matchMedia("(hover: hover) and (pointer: fine)");
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && keyboard.matches) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });

  // For browsers that do not let a field grow with its text by themselves.
  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.blockSize = "auto";
    field.style.blockSize = field.scrollHeight + 2 + "px";
  }
  field.addEventListener("input", grow);

  const menu = document.querySelector(".menu");
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || sheet.open) return;
    if (menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (mode.dataset.kind) write("", null);
  });

  // --- Beginning -----------------------------------------------------------------------------

  field.value = sessionStorage.getItem(draft) || field.value;
  sessionStorage.removeItem(draft);
  tellTimes(log);
  quote(log);
  for (const job of unsent()) begin(job);
  if (mode.dataset.kind) history.replaceState(null, "", mode.querySelector("a").href);
  toEnd();
  log.classList.add("live");
  if (keyboard.matches) field.focus();
  listen();
})();
