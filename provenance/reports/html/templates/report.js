"use strict";
/* Filters, sorts and pages the table, and shows sections when they are asked for. The rows and sections are
   those that stand in the page for readers without scripts: nothing is built from words of a document. */
(() => {
  const PAGE = 100; // rows shown at once
  const ALL = 200; // up to so many documents, all sections are shown from the beginning
  const MOST_OPEN = 500; // sections opened by one button
  const MOST_PRINTED = 5000; // rows printed
  const $ = (id) => document.getElementById(id);
  const layout = JSON.parse($("layout").textContent);
  const body = $("table").tBodies[0];
  const headers = [...$("table").tHead.rows[0].cells];
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const decode = (html) =>
    html.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#34;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");

  /* A row as it stands in the page, the numbers of its attributes, and (when asked) its words. */
  class Row {
    constructor(html, position) {
      this.html = html;
      this.position = position;
      for (const [, key, value] of html.slice(0, html.indexOf(">")).matchAll(/data-(\w)="([^"]*)"/g)) this[key] = value;
    }
    get words() {
      return (this._words ??= decode(this.html.replace(/<[^>]*>/g, " ")).toLocaleLowerCase());
    }
    cell(column) {
      if (!this._cells) {
        const cells = this.html.split(/<t[hd][^>]*>/).slice(1);
        this._cells = cells.map((cell) => decode(cell.replace(/<[^>]*>/g, "")).trim());
      }
      return this._cells[column];
    }
  }
  const source = $("static-rows").textContent;
  const rows = source.split("<tr data-n=").slice(1)
    .map((html, position) => new Row("<tr data-n=" + html.split("</tbody>", 1)[0], position));
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  let listed = rows, page = 0, sorted = -1, down = false;

  const numbers = (text) => new Set(text ? text.split(" ") : []);
  function wanted() {
    const words = $("q").value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const decisions = new Set([...document.querySelectorAll("[name=decision]:checked")].map((box) => box.value));
    const gate = $("gate").value, exception = $("exception").value;
    const chosen = [["h", "holder"], ["l", "licence"], ["a", "agency"], ["r", "rule"]]
      .map(([key, id]) => [key, $(id) ? $(id).value : ""]).filter(([, value]) => value !== "");
    return (row) =>
      decisions.has(row.d) && (!gate || row.g === gate) && (!exception || row[exception] !== "0") &&
      chosen.every(([key, value]) => numbers(row[key]).has(value)) && words.every((word) => row.words.includes(word));
  }
  const key = [(row) => row.cell(0), (row) => Number(row.d), (row) => -Number(row.g), ...[3, 4, 5, 6, 7, 8].map((at) => (row) => row.cell(at)), (row) => -Number(row.s)];

  function apply() {
    performance.mark("filter-begins");
    const fits = wanted();
    listed = rows.filter(fits);
    if (sorted >= 0) {
      const keys = new Map(listed.map((row) => [row, key[sorted](row)]));
      const compare = (a, b) => typeof a === "number" ? a - b : !a - !b || order.compare(a, b);
      listed.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a.position - b.position);
    }
    page = 0;
    paint();
    performance.measure("filter", "filter-begins");
  }
  function paint(from = page * PAGE, to = from + PAGE) {
    body.innerHTML = listed.slice(from, to).map((row) => row.html).join("");
    const pages = Math.max(1, Math.ceil(listed.length / PAGE));
    $("status").textContent = `${listed.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} documents listed`;
    $("page").textContent = `Page ${page + 1} of ${pages}`;
    $("pager").hidden = pages < 2;
    for (const button of $("pager").querySelectorAll("button")) {
      button.disabled = ["first", "back"].includes(button.dataset.to) ? page === 0 : page === pages - 1;
    }
    const numbersListed = new Set(listed.map((row) => row.n));
    for (const article of $("articles").children) article.hidden = !numbersListed.has(article.id.slice(1));
  }
  function sort(column) {
    down = sorted === column && !down;
    sorted = column;
    headers.forEach((header, at) => header.setAttribute("aria-sort", at !== column ? "none" : down ? "descending" : "ascending"));
    apply();
  }

  /* Sections: as they stand in the page, or out of a packet. */
  const packets = new Map();
  async function unpack(at) {
    const bytes = Uint8Array.from(atob($("p" + at).textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }
  async function html(row) {
    if (row.position < layout.plain) return $("n" + row.position).textContent;
    if (row.position >= layout.end) return null;
    let at = layout.starts.length - 1;
    while (layout.starts[at] > row.position) at -= 1;
    if (!packets.has(at)) {
      packets.clear(); // one at a time: memory stays flat
      packets.set(at, unpack(at));
    }
    const all = await packets.get(at);
    const from = all.indexOf(`<article id="d${row.n}"`);
    return from < 0 ? null : all.slice(from, all.indexOf("</article>", from) + 10);
  }
  const positions = [];
  function insert(row, text) {
    const holder = $("articles");
    let at = positions.length;
    while (at > 0 && positions[at - 1] > row.position) at -= 1;
    positions.splice(at, 0, row.position);
    if (at === holder.children.length) holder.insertAdjacentHTML("beforeend", text);
    else holder.children[at].insertAdjacentHTML("beforebegin", text);
    return $("d" + row.n);
  }
  async function show(row) {
    const known = $("d" + row.n);
    if (known) return known;
    try {
      const text = await html(row);
      if (text !== null) return $("d" + row.n) ?? insert(row, text);
      hint("The details of this document found no room in this file; the JSON report has them.");
    } catch (error) {
      hint(`This browser cannot unpack the details of this document (${error.name}); the JSON report has them.`);
    }
    return null;
  }
  function hint(text) {
    $("hint").hidden = !text;
    $("hint").textContent = text;
  }
  async function follow() {
    const [, number] = /^#d(\d+)(?:-|$)/.exec(location.hash) ?? [];
    const row = byNumber.get(number);
    if (row) {
      const article = await show(row);
      if (article) article.hidden = false;
    }
    const target = location.hash.length > 1 ? $(decodeURIComponent(location.hash.slice(1))) : null;
    if (!target) return;
    for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    if (target.matches("article, section, tr")) target.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: "instant" });
    requestAnimationFrame(() => target.scrollIntoView({ behavior: "instant" })); // again, now that what lies near is laid out
  }
  async function showListed() {
    for (const row of listed.slice(0, MOST_OPEN)) await show(row);
    paint();
    hint(listed.length > MOST_OPEN ? `The details of the first ${MOST_OPEN} documents listed are shown. Filter the table to see others.` : "");
  }

  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("input", apply);
  $("filters").addEventListener("reset", () => setTimeout(apply));
  headers.forEach((header, column) => header.firstElementChild.addEventListener("click", () => sort(column)));
  $("pager").addEventListener("click", ({ target }) => {
    const last = Math.ceil(listed.length / PAGE) - 1;
    const to = { first: 0, back: page - 1, on: page + 1, last }[target.dataset.to];
    if (to === undefined) return;
    page = to;
    paint();
    $("live").focus();
  });
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.hash === location.hash) follow(); // the same again: no hashchange
  });
  $("open").addEventListener("click", showListed);
  $("print").addEventListener("click", async () => { await showListed(); window.print(); });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    paint(0, MOST_PRINTED);
    if (listed.length > MOST_PRINTED) $("status").textContent += `; the first ${MOST_PRINTED} are printed`;
    for (const details of document.querySelectorAll("details")) {
      details.dataset.was = details.open;
      details.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = details.dataset.was === "true";
    paint();
  });

  $("filters").hidden = $("live").hidden = false;
  $("waiting").hidden = true;
  if (rows.length <= ALL && layout.plain === rows.length) {
    $("articles").innerHTML = rows.map((row) => $("n" + row.position).textContent).join("");
    positions.push(...rows.map((row) => row.position));
  } else {
    hint("Choose a document in the table to see its details here, or filter the table and show the details of all listed.");
  }
  apply();
  follow();
})();
