// The form of /sparql with an editor over its text field; the server still writes the answer.
"use strict";

(() => {
  const form = document.getElementById("vraag");
  const field = document.getElementById("query");
  const button = document.getElementById("stel");
  const notice = document.getElementById("melding");
  const LONGEST = 6000; // characters of an address; a longer question goes with POST and leaves no link

  const holder = document.createElement("div");
  field.before(holder);
  field.hidden = true;
  field.required = false;
  const editor = new Yasqe(holder, {
    value: field.value,
    autocompleters: AANVULLERS,
    prefixCcApi: null,
    consumeShareLink: null,
    createShareableLink: null,
    persistenceId: null,
    showQueryButton: false,
    resizeable: false,
    highlightSelectionMatches: false,
    editorHeight: "auto", // grows with the question, so that nothing scrolls inside what scrolls
    viewportMargin: Infinity,
    screenReaderLabel: "De vraag",
    extraKeys: {
      "Ctrl-Space": (one) => one.autocomplete(),
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      "Ctrl-/": (one) => one.commentLines(),
      "Shift-Ctrl-F": (one) => one.autoformat(),
      Tab: false,
      "Shift-Tab": false,
    },
  });
  const input = editor.getInputField();
  input.id = "editor";
  document.querySelector("label[for=query]").htmlFor = "editor";
  for (const id of ["opmaak", "deel", "toetsen"]) document.getElementById(id).hidden = false;

  editor.on("change", () => {
    field.value = editor.getValue();
    clearMark();
    explainMarks();
  });

  editor.on("autocompletionShown", (one, widget) => widget.hints.setAttribute("aria-label", "Aanvullingen"));

  // The editor explains an invalid line in English; say it in Dutch.
  function explainMarks() {
    for (const mark of holder.querySelectorAll(".parseErrorIcon")) {
      mark.onmouseover = null;
      mark.title = "Deze regel is geen geldige SPARQL, of nog niet af";
    }
  }

  let marked = null;
  function clearMark() {
    if (marked !== null) editor.removeLineClass(marked, "background", "foutregel");
    marked = null;
  }
  function markProblem() {
    const place = /regel (\d+), kolom (\d+)/.exec(document.getElementById("antwoord").dataset.plaats || "");
    if (!place) return;
    const line = Math.min(Number(place[1]), editor.lineCount()) - 1;
    marked = editor.addLineClass(line, "background", "foutregel");
    editor.setCursor({ line, ch: Number(place[2]) - 1 });
  }

  function link() {
    return `${location.origin}/sparql?${new URLSearchParams({ query: editor.getValue() })}`;
  }

  async function ask() {
    const address = link();
    const short = address.length <= LONGEST;
    const headers = { Accept: "text/html" };
    const body = new URLSearchParams({ query: editor.getValue() });
    const answer = short
      ? await fetch(address, { headers })
      : await fetch("/sparql", { method: "POST", headers, body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("antwoord") || page.querySelector("main");
    found.id = "antwoord";
    document.getElementById("antwoord").replaceWith(document.adoptNode(found));
    const size = document.getElementById("omvang");
    notice.textContent = size ? size.textContent.split(";")[0] : "";
    if (short && address !== location.href) history.pushState(null, "", address);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    clearMark();
    button.disabled = true;
    button.textContent = "Bezig…";
    document.getElementById("antwoord").setAttribute("aria-busy", "true");
    notice.textContent = "";
    try {
      await ask();
      document.getElementById("antwoord").scrollIntoView({ block: "nearest" });
    } catch {
      notice.textContent = "De dienst antwoordt niet. Probeer het straks opnieuw.";
      document.getElementById("antwoord").removeAttribute("aria-busy");
    }
    button.disabled = false;
    button.textContent = "Stel de vraag";
    prepareAnswer();
  });

  async function copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      notice.textContent = said;
    } catch {
      notice.textContent = "Kopiëren mag niet in deze browser; selecteer de tekst en kopieer ze zelf.";
    }
  }

  function prepareAnswer() {
    for (const one of document.querySelectorAll("[data-kopieer]")) {
      one.hidden = false;
      one.onclick = async () => {
        await copy(document.getElementById(one.dataset.kopieer).textContent, "De oproep staat op het klembord.");
        one.textContent = "Gekopieerd";
      };
    }
    markProblem();
  }

  document.getElementById("deel").addEventListener("click", () =>
    copy(link(), "De link naar deze vraag staat op het klembord."));
  document.getElementById("opmaak").addEventListener("click", () => {
    editor.setSelection({ line: 0, ch: 0 }, { line: editor.lineCount(), ch: 0 });
    editor.autoformat();
    editor.setCursor({ line: 0, ch: 0 });
  });
  addEventListener("popstate", () => location.reload());

  explainMarks();
  prepareAnswer();
})();
