// What the editor completes: prefixes, classes and properties of this site, found by name or Dutch label.
"use strict";

const AANVULLERS = (() => {
  const LOADED = fetch("/sparql/termen", { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((found) => found.gegevens)
    .catch(() => ({ voorvoegsels: {}, termen: [] }));
  const MOST = 60;
  const labels = new Map();

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

  // Lower is better: the start of the name, the start of the label, the start of a word, anywhere.
  function rank(term, asked) {
    const name = plain(term.naam);
    const label = plain(term.label);
    const local = name.slice(name.indexOf(":") + 1);
    if (name.startsWith(asked) || local.startsWith(asked)) return 0;
    if (label.startsWith(asked)) return 1;
    if (label.split(/[\s-]+/).some((word) => word.startsWith(asked))) return 2;
    return name.includes(asked) || label.includes(asked) ? 3 : Infinity;
  }

  async function find(kind, token) {
    const { termen } = await LOADED;
    const word = token.string.trim().replace(/^</, "");
    if (termen.some((term) => term.naam === word)) return []; // it is complete; do not ask again
    const asked = plain(word);
    return termen
      .filter((term) => term.soort === kind)
      .map((term) => ({ term, score: rank(term, asked) }))
      .filter(({ score }) => score < Infinity)
      .sort((a, b) => a.score - b.score || a.term.naam.localeCompare(b.term.naam))
      .slice(0, MOST)
      .map(({ term }) => {
        labels.set(term.naam, term);
        return term.naam;
      });
  }

  function draw(element, list, hint) {
    const term = labels.get(hint.text);
    const name = document.createElement("code");
    name.textContent = hint.text;
    if (term && term.label) element.append(`${term.label} `);
    element.append(name);
    if (term && term.omschrijving) element.title = term.omschrijving;
  }

  function completer(from, name, kind) {
    Yasqe.forkAutocompleter(from, {
      name,
      autoShow: true,
      bulk: false,
      get: (editor, token) => (token ? find(kind, token) : []),
      preProcessToken: (editor, token) => token,
      postProcessSuggestion: (editor, token, suggested) => suggested,
      postprocessHints: (editor, hints) => hints.map((hint) => ({ ...hint, render: draw })),
    }, false);
  }

  completer("class", "klassen", "klasse");
  completer("property", "eigenschappen", "eigenschap");
  // The completer of prefixes also declares, at the top, the prefix that a completed name brings along.
  Yasqe.forkAutocompleter("prefixes", {
    name: "voorvoegsels",
    persistenceId: null,
    get: () => LOADED.then(({ voorvoegsels }) =>
      Object.entries(voorvoegsels).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort()),
  }, false);

  return ["voorvoegsels", "klassen", "eigenschappen", "variables"];
})();
