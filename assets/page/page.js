"use strict";
// The comments of the page: chosen by the filters, shown a page at a time, named by the address. Texts become text
// nodes and nothing else, so that no comment can be markup.
(() => {
  const PER_PAGE = 20;
  const COLOURS = 8;
  const sets = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const number = (value) => value.toLocaleString("en-US");

  // Letters as they are compared: without case and accents, each as one unit, so that places stay what they are.
  const folded = (text) => {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    let out = "";
    for (const unit of text.split("")) {
      const plain = unit.normalize("NFD")[0].toLowerCase();
      out += plain.length === 1 ? plain : unit;
    }
    return out.replace(/[\u2018\u2019]/g, "'");
  };

  for (const set of sets) {
    for (const comment of set.comments) comment.shown = new Set(comment.themes || []);
    set.place = new Map(set.themes.map((theme, place) => [theme.id, place]));
    set.colour = (place) => `t${place % COLOURS}`;
  }

  const fresh = () => ({ on: sets[0].id, q: "", theme: [], none: [], question: "", answer: "", author: "", from: "", counted: "", id: "", page: 1 });
  let state = fresh();
  const current = () => sets.find((set) => set.id === state.on) || sets[0];

  // ---- the address

  const toFragment = () => {
    const parts = new URLSearchParams();
    const said = (key, value) => { if (value) parts.append(key, value); };
    if (sets.length > 1) said("on", state.on);
    said("q", state.q);
    state.theme.forEach((theme) => said("theme", theme));
    state.none.forEach((group) => said("none", group));
    if (state.answer) { said("question", state.question); said("answer", state.answer); }
    said("author", state.author);
    said("from", state.from);
    said("counted", state.counted);
    said("id", state.id);
    if (state.page > 1) said("page", String(state.page));
    const text = parts.toString();
    return text ? `#comments?${text}` : "#the-comments";
  };

  const fromFragment = () => {
    const hash = location.hash;
    if (!hash.startsWith("#comments?")) return false;
    const parts = new URLSearchParams(hash.slice("#comments?".length));
    state = fresh();
    const one = (key) => parts.get(key) || "";
    if (sets.some((set) => set.id === one("on"))) state.on = one("on");
    const set = current();
    state.q = one("q");
    state.theme = [...new Set(parts.getAll("theme"))].filter((theme) => set.place.has(theme));
    state.none = [...new Set(parts.getAll("none"))].filter((id) => set.groups.some((group) => group.id === id));
    state.question = one("question");
    state.answer = one("answer");
    state.author = one("author");
    state.from = one("from");
    state.counted = one("counted");
    state.id = one("id");
    state.page = Math.max(1, parseInt(one("page"), 10) || 1);
    return true;
  };

  const remember = () => {
    // A page that stands in a frame may not be allowed to change its address.
    try { history.replaceState(null, "", toFragment()); } catch { /* the view is shown all the same */ }
  };

  // ---- choosing

  const terms = () => folded(state.q).split(/\s+/).filter(Boolean);

  const chosenAnswer = (set) => {
    const question = set.answers.findIndex((found) => found.id === state.question);
    const option = question < 0 ? -1 : set.answers[question].options.indexOf(state.answer);
    return state.answer && option >= 0 ? [question, option] : null;
  };

  const chosen = () => {
    const set = current();
    const words = terms();
    const themes = state.theme.map((id) => set.place.get(id));
    const none = set.groups.map((group, place) => (state.none.includes(group.id) ? place : -1)).filter((place) => place >= 0);
    const answer = chosenAnswer(set);
    const reason = set.reasons.findIndex(([id]) => id === state.counted);
    return set.comments.filter((comment) => {
      if (state.id) return comment.id === state.id;
      if (state.counted === "" && comment.out !== undefined) return false;
      if (reason >= 0 && comment.out !== reason) return false;
      if (!themes.every((theme) => comment.shown.has(theme))) return false;
      if (!none.every((group) => !(comment.themes || []).some((theme) => set.themes[theme].group === group))) return false;
      if (state.author && set.kinds[comment.kind][0] !== state.author) return false;
      if (state.from && set.provenances[comment.from] !== state.from) return false;
      if (answer && !(comment.answers || []).some(([question, options]) => question === answer[0] && options.includes(answer[1]))) return false;
      if (words.length) {
        comment.folded ??= folded(comment.text);
        if (!words.every((word) => comment.folded.includes(word))) return false;
      }
      return true;
    });
  };

  // ---- showing

  const element = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made) made[key] = value; else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  // The text with its evidence and what was searched for: cut where either begins or ends.
  const marked = (set, comment) => {
    const text = comment.text;
    const marks = comment.marks || [];
    const hits = [];
    comment.folded ??= folded(text);
    for (const word of terms()) {
      for (let place = comment.folded.indexOf(word); place >= 0 && hits.length < 200; place = comment.folded.indexOf(word, place + word.length)) {
        hits.push([place, place + word.length]);
      }
    }
    const cuts = [...new Set([0, text.length, ...marks.flatMap(([start, end]) => [start, end]), ...hits.flat()])].sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      let piece = document.createTextNode(text.slice(start, end));
      if (hits.some(([from, to]) => from <= start && end <= to)) piece = element("span", { className: "hit" }, piece);
      const here = marks.filter(([from, to]) => from <= start && end <= to);
      if (here.length) {
        const wanted = state.theme.length ? here.filter((mark) => state.theme.includes(set.themes[mark[2]].id)) : here;
        const first = (wanted[0] || here[0])[2];
        const title = here.map((mark) => `${set.themes[mark[2]].label}: ${set.patterns[mark[3]]}`).join("\n");
        const quiet = state.theme.length && !wanted.length ? " quiet" : "";
        piece = element("mark", { className: set.colour(first) + quiet, title, "data-theme": set.themes[first].id }, piece);
      }
      pieces.push(piece);
    }
    return pieces;
  };

  const byline = (set, comment) => {
    const by = element("p", { className: "by" });
    by.append(element("a", { href: `#comments?${new URLSearchParams(sets.length > 1 ? { on: set.id, id: comment.id } : { id: comment.id })}` }, `Comment ${comment.id}`));
    const said = (...parts) => by.append(" · ", ...parts);
    said(element("bdi", {}, comment.by || "author not stated"), set.kinds[comment.kind][0] === "poster" ? `, ${set.kinds[comment.kind][1]}` : "");
    if (comment.date) said(element("bdi", {}, comment.date));
    if (comment.from !== undefined) said(element("bdi", { className: comment.made ? "made" : "" }, set.provenances[comment.from]));
    if (comment.reactions) said(`${number(comment.reactions)} ${comment.reactions === 1 ? "reaction" : "reactions"}`);
    if (comment.out !== undefined) said(`not counted: ${set.reasons[comment.out][1]}`);
    for (const [question, options] of comment.answers || []) {
      const { question: asked, options: texts } = set.answers[question];
      said(element("bdi", { title: asked }, options.map((option) => texts[option]).join("; ")));
    }
    return by;
  };

  const why = (set, comment) => {
    const list = element("ul", { className: "why" });
    for (const [start, end, theme, pattern] of comment.marks) {
      list.append(element("li", {},
        element("span", {}, `${set.themes[theme].label}: `), element("bdi", {}, `“${comment.text.slice(start, end)}”`),
        ", by the pattern ", element("code", {}, set.patterns[pattern])));
    }
    return element("details", {}, element("summary", { "aria-label": `Why: the evidence in comment ${comment.id}` }, "Why"), list);
  };

  const shown = (set, comment) => {
    const item = element("li", {}, element("p", { className: "text", dir: "auto" }, ...marked(set, comment)), byline(set, comment));
    if (comment.cut) item.append(element("p", { className: "by" }, "The rest of this comment is left out here."));
    if (comment.themes) {
      item.append(element("p", { className: "shows" }, ...comment.themes.map((theme) =>
        element("span", { className: set.colour(theme), title: set.themes[theme].about }, set.themes[theme].label))));
    }
    if (comment.marks) item.append(why(set, comment));
    return item;
  };

  const show = () => {
    const set = current();
    const found = chosen();
    const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
    state.page = Math.min(state.page, pages);
    const from = (state.page - 1) * PER_PAGE;
    at("list").replaceChildren(...found.slice(from, from + PER_PAGE).map((comment) => shown(set, comment)));
    const all = set.comments.filter((comment) => state.counted !== "" || comment.out === undefined).length;
    const range = found.length > PER_PAGE ? `, ${number(from + 1)} to ${number(Math.min(from + PER_PAGE, found.length))} here` : "";
    at("status").textContent = found.length
      ? `${number(found.length)} of ${number(all)} ${all === 1 ? "comment" : "comments"}${state.counted === "" ? " counted" : ""}${range}`
      : "No comment fits. Take a filter away.";
    at("pages").hidden = pages === 1;
    at("page").textContent = `Page ${number(state.page)} of ${number(pages)}`;
    at("previous").disabled = state.page <= 1;
    at("next").disabled = state.page >= pages;
    at("clear").hidden = toFragment() === "#the-comments";
    count(set, found);
  };

  // How many of the comments shown have each theme: what a further choice would leave.
  const count = (set, found) => {
    const themes = set.themes.map(() => 0);
    const none = set.groups.map(() => 0);
    for (const comment of found) {
      const groups = new Set();
      for (const theme of comment.themes || []) { themes[theme]++; groups.add(set.themes[theme].group); }
      set.groups.forEach((_, group) => { if (!groups.has(group)) none[group]++; });
    }
    for (const chip of at("themes").querySelectorAll(".chip")) {
      const { theme, none: group } = chip.dataset;
      const pressed = theme !== undefined ? state.theme.includes(theme) : state.none.includes(group);
      const value = theme !== undefined ? themes[set.place.get(theme)] : none[set.groups.findIndex((found) => found.id === group)];
      chip.setAttribute("aria-pressed", String(pressed));
      chip.querySelector(".count").textContent = number(value);
    }
  };

  // ---- filters

  const chip = (label, data, colour, title) => element("button", { type: "button", className: `chip ${colour}`, "aria-pressed": "false", title, ...data },
    element("bdi", {}, label), element("span", { className: "count" }, ""));

  const select = (id, label, options, value, change) => {
    const field = element("select", { id });
    const add = (parent, [key, text]) => parent.append(element("option", { value: key }, text));
    for (const option of options) {
      if (option.group === undefined) { add(field, option); continue; }
      const group = element("optgroup", { label: option.group });
      option.options.forEach((found) => add(group, found));
      field.append(group);
    }
    field.value = value;
    if (field.selectedIndex < 0) field.selectedIndex = 0;
    field.addEventListener("change", () => change(field.value));
    return element("div", { className: "field" }, element("label", { htmlFor: id }, label), field);
  };

  const changed = (change) => {
    Object.assign(state, { id: "", page: 1 }, change);
    remember();
    show();
  };

  const toggle = (list, value) => (list.includes(value) ? list.filter((found) => found !== value) : [...list, value]);

  const build = () => {
    const set = current();
    at("search").value = state.q;
    at("themes").replaceChildren(...set.groups.map((group, place) => {
      const chips = element("div", { className: "chips" });
      set.themes.forEach((theme, index) => {
        if (theme.group === place) chips.append(chip(theme.label, { "data-theme": theme.id }, set.colour(index), theme.about));
      });
      chips.append(chip("None of these", { "data-none": group.id }, "", "Comments that show no theme of this group"));
      return element("fieldset", {}, element("legend", {}, group.label), chips);
    }));
    const selects = [];
    if (sets.length > 1) {
      selects.push(select("on", "Question", sets.map((found) => [found.id, found.question]), state.on, (on) => {
        state = { ...fresh(), on, q: state.q };
        remember(); build(); show();
      }));
    }
    if (set.answers.length) {
      const options = set.answers.map((found, question) => ({
        group: found.question,
        options: found.options.map((text, option) => [`${question}/${option}`, text]),
      }));
      const now = chosenAnswer(set);
      selects.push(select("answer", "Answer to a question", [["", "Any answer"], ...options], now ? now.join("/") : "", (value) => {
        const [question, option] = value.split("/").map(Number);
        changed(value ? { question: set.answers[question].id, answer: set.answers[question].options[option] } : { question: "", answer: "" });
      }));
    }
    const any = (text, options) => [["", text], ...options];
    if (set.kinds.length > 1) selects.push(select("author", "Written by", any("Anybody", set.kinds), state.author, (author) => changed({ author })));
    if (set.provenances.length > 1) {
      selects.push(select("from", "Where the text comes from", any("Anywhere", set.provenances.map((text) => [text, text])), state.from, (from) => changed({ from })));
    }
    if (set.reasons.length) {
      const options = [["", "Counted"], ...set.reasons.map(([id, label]) => [id, `Left out: ${label}`]), ["all", "All, left out or not"]];
      selects.push(select("counted", "In the numbers", options, state.counted, (counted) => changed({ counted })));
    }
    at("selects").replaceChildren(...selects);
  };

  const open = () => {
    if (!fromFragment()) return;
    build();
    show();
    at("the-comments").scrollIntoView();
    // Whoever came by a link or a key goes on from here.
    at("status").tabIndex = -1;
    at("status").focus({ preventScroll: true });
  };

  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("search").addEventListener("input", (event) => changed({ q: event.target.value }));
  at("themes").addEventListener("click", (event) => {
    const button = event.target.closest(".chip");
    if (!button) return;
    const { theme, none } = button.dataset;
    changed(theme !== undefined ? { theme: toggle(state.theme, theme) } : { none: toggle(state.none, none) });
  });
  at("clear").addEventListener("click", () => {
    state = { ...fresh(), on: state.on };
    remember(); build(); show();
    at("search").focus();
  });
  const turn = (by) => {
    state.page += by;
    remember(); show();
    at("the-comments").scrollIntoView();
    at("status").tabIndex = -1;
    at("status").focus({ preventScroll: true });
  };
  at("previous").addEventListener("click", () => turn(-1));
  at("next").addEventListener("click", () => turn(1));
  window.addEventListener("hashchange", open);

  // ---- bars and squares of charts: what they speak of stands in their attributes

  const viewOf = (mark) => {
    const { theme, with: other, question, answer } = mark.dataset;
    const themes = [theme, other].filter((id) => id !== undefined);
    const has = (found) => themes.every((id) => found.place.has(id));
    const set = sets.find((found) => found.id === question) || sets.find(has);
    if (!set || !has(set)) return null;
    const parts = new URLSearchParams({ on: set.id });
    new Set(themes).forEach((id) => parts.append("theme", id));
    if (answer !== undefined) {
      const found = set.answers.find((found) => found.id === question);
      if (!found || !found.options.includes(answer)) return null;
      parts.append("question", question);
      parts.append("answer", answer);
    }
    return parts.size > 1 ? `#comments?${parts}` : null;
  };
  for (const mark of document.querySelectorAll(".chart [data-theme], .chart [data-answer]")) {
    const view = viewOf(mark);
    if (!view) continue;
    mark.setAttribute("data-view", view);
    mark.addEventListener("click", () => { location.hash = view; });
  }

  at("explorer").hidden = false;
  build();
  show();
  open();
})();
