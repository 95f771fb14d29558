// What pages do beyond plain HTML. Every behaviour is bound by `data-k-*`; without this file all forms still work.
(() => {
  "use strict";

  const openers = new WeakMap();
  const LONGEST_WAIT = 10000; // ms after which a form that led nowhere (a download) can be sent again

  // --- dialogs -------------------------------------------------------------

  const open = (dialog, opener) => {
    if (!dialog || dialog.open) return;
    openers.set(dialog, opener);
    dialog.showModal();
    const first = dialog.querySelector("[data-k-focus], [aria-invalid=true], input:not([type=hidden]), select, textarea");
    (first || dialog.querySelector("h2, button, a"))?.focus();
  };

  const back = (dialog) => {
    if (openers.get(dialog)?.isConnected) openers.get(dialog).focus();
    openers.delete(dialog);
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-k-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.kDialog);
      if (!dialog) return;
      event.preventDefault();
      // A dialog that htmx fills is opened when its form has come.
      if (opener.hasAttribute("hx-get")) openers.set(dialog, opener);
      else open(dialog, opener);
      return;
    }
    if (event.target.closest("[data-k-print]")) { event.preventDefault(); window.print(); }
    const dropper = event.target.closest("[data-k-drop]")?.form;
    if (dropper) dropIt(dropper);
    const closer = event.target.closest("[data-k-close]");
    const dialog = closer?.closest("dialog");
    if (dialog) event.preventDefault();
    dialog?.close();
  });

  document.addEventListener("close", (event) => {
    if (event.target.matches?.("dialog")) back(event.target);
  }, true);

  document.addEventListener("htmx:afterSwap", (event) => {
    const dialog = event.target.closest?.("dialog");
    if (dialog) open(dialog, openers.get(dialog));
    focusSummary(event.target.isConnected ? event.target : document);
    reach();
    findAll();
  });

  // A redirect leads to another page: to sign-in after a time-out, or on after success. It is loaded, not swapped in.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo } = event.detail;
    if (!xhr.responseURL) return;
    const asked = new URL(pathInfo.finalRequestPath, location.href);
    const answered = new URL(xhr.responseURL);
    if (asked.pathname === answered.pathname) return;
    event.detail.shouldSwap = false;
    location.assign(answered.href);
  });

  // No answer at all: silence would look like success.
  document.addEventListener("htmx:sendError", async (event) => {
    if (event.target.dataset.kKeep && await keep(event.target).then(() => true, () => false)) return;
    const place = event.target.closest("dialog[open]") || document.getElementById("main");
    const words = document.querySelector("template[data-k-no-answer]");
    if (!place || !words) return;
    place.querySelector(":scope > [role=alert].stop")?.remove();
    place.prepend(words.content.cloneNode(true));
    place.scrollIntoView({ block: "start" });
  });

  // --- notes where there is no signal ---------------------------------------

  // What could not be sent stays on this device, locked. The key comes with the page, so only its reader opens it.
  const KEPT = "k-kept ", LONGEST_KEPT = 3 * 24 * 3600 * 1000; // ms
  const nameOf = (form) => KEPT + form.dataset.kWho + form.getAttribute("action");
  const saysSo = (form, is) => { form.querySelector("[data-k-kept]").hidden = !is; };
  const dropIt = (form) => saysSo(form, localStorage.removeItem(nameOf(form)));
  const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(KEPT));
  const turn = async (form, way, iv, bytes) => {
    const raw = Uint8Array.from(atob(form.dataset.kKeep), (one) => one.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, [way]);
    return new Uint8Array(await crypto.subtle[way]({ name: "AES-GCM", iv }, key, bytes));
  };
  const keep = async (form) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const said = JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    const bytes = await turn(form, "encrypt", iv, new TextEncoder().encode(said));
    localStorage.setItem(nameOf(form), JSON.stringify([Date.now(), [...iv], [...bytes]]));
    saysSo(form, true);
  };
  const find = async (form) => {
    const [since, iv, bytes] = JSON.parse(localStorage.getItem(nameOf(form)) || "[0]");
    if (!since || form.querySelector("textarea").value) return;
    const said = await turn(form, "decrypt", Uint8Array.from(iv), Uint8Array.from(bytes));
    JSON.parse(new TextDecoder().decode(said)).filter(([name]) => form.elements[name]).forEach(([name, value]) => { form.elements[name].value = value; });
    saysSo(form, true);
  };
  const findAll = () => {
    // What a reader leaves goes when the next page shows that the signing out came to the server; others' notes stay.
    const left = sessionStorage.getItem("k-left");
    sessionStorage.removeItem("k-left");
    if (left && !document.querySelector("[data-k-leave]")) kept().filter((name) => name.startsWith(KEPT + left)).forEach((name) => localStorage.removeItem(name));
    kept().filter((name) => Date.now() - JSON.parse(localStorage.getItem(name))[0] > LONGEST_KEPT).forEach((name) => localStorage.removeItem(name));
    document.querySelectorAll("form[data-k-keep]").forEach(find);
  };
  document.addEventListener("htmx:beforeOnLoad", ({ target, detail }) => {
    if (target.dataset.kKeep && detail.xhr.getResponseHeader("HX-Redirect") === target.dataset.kAfter) dropIt(target);
  });
  document.addEventListener("submit", ({ target }) => sessionStorage.setItem("k-left", target.querySelector("[data-k-leave]")?.dataset.kLeave || ""));
  window.addEventListener("online", () => document.querySelectorAll("form:has([data-k-kept]:not([hidden]))").forEach((form) => form.requestSubmit()));

  // --- forms ---------------------------------------------------------------

  // A second click while the first is under way sends nothing. The server knows the doubled form by its mark as well.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-k-once")) return;
    if (form.dataset.kSent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.kSent = "1";
    form.setAttribute("aria-busy", "true");
    setTimeout(release, LONGEST_WAIT, form);
  }, true);

  const release = (form) => {
    delete form.dataset.kSent;
    form.removeAttribute("aria-busy");
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-k-once]");
    if (form) release(form);
  });

  // How much of a file was sent. Without a script the browser says it itself.
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector?.("progress[data-k-progress]");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = event.detail.loaded / event.detail.total;
  });

  // A page that comes back from the browser's memory must not stay locked.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-k-sent]").forEach(release));

  // A list of choices that filters as soon as it is changed, where the page asks for it.
  document.addEventListener("change", (event) => event.target.closest?.("form[data-k-autosubmit]")?.requestSubmit());

  // Boxes that scroll sideways must be reached by keyboard, but only while there is something to scroll.
  const reach = () => document.querySelectorAll("[data-k-scroll]").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  window.addEventListener("resize", reach);
  const focusSummary = (root) => root.querySelector("[data-k-focus]")?.focus();

  // "/" goes to the search from anywhere but a field that is being written in.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, dialog[open]")) return;
    const field = [...document.querySelectorAll("[data-k-search]")].find((one) => one.offsetParent);
    if (field) event.preventDefault();
    field?.focus();
  });

  // --- appearance ----------------------------------------------------------

  const root = document.documentElement;
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const offerOther = (form) => { form.elements.theme.value = isDark() ? "light" : "dark"; };

  // The form works by itself; this keeps what is being written on the page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-k-theme")) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    root.dataset.theme = body.get("theme");
    offerOther(form);
    fetch(form.action, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
  });

  // Without a choice of the reader the server cannot know what the system shows.
  const ready = () => {
    document.querySelectorAll("form[data-k-theme]").forEach(offerOther);
    document.querySelectorAll("[data-k-print][hidden]").forEach((button) => { button.hidden = false; });
    focusSummary(document);
    reach();
    findAll();
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", ready) : ready();
})();
