"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  for (const part of document.querySelectorAll(".js")) part.hidden = false;

  const root = document.documentElement;
  $("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // A link to a check opens its page, also where the browser does not do so itself.
  const reveal = () => {
    const target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    const page = target && target.closest("details");
    if (page) {
      page.open = true;
      page.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper everything is open, and closed again afterwards.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("#fix-first details:not([open]), #coverage details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });

  const form = $("filters");
  if (!form) return;
  const groups = [...document.querySelectorAll(".group")].map((node) => ({
    node,
    namespace: node.dataset.n,
    name: node.querySelector(".who").textContent.toLowerCase(),
    findings: [...node.querySelectorAll(".f")].map((f) => ({
      node: f,
      severity: f.dataset.s,
      check: f.dataset.c,
      text: "",
    })),
  }));
  const total = groups.reduce((sum, group) => sum + group.findings.length, 0);

  const apply = () => {
    const words = $("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set([...form.querySelectorAll("[name=s]:checked")].map((box) => box.value));
    const namespace = $("namespace").value;
    const check = $("check").value;
    let shown = 0;
    for (const group of groups) {
      let here = 0;
      const fits = namespace === "*" || namespace === group.namespace;
      for (const f of group.findings) {
        let show = fits && levels.has(f.severity) && (check === "*" || check === f.check);
        if (show && words.length) {
          f.text ||= group.name + " " + f.node.textContent.toLowerCase();
          show = words.every((word) => f.text.includes(word));
        }
        f.node.hidden = !show;
        here += show;
      }
      group.node.hidden = here === 0;
      shown += here;
    }
    $("shown").value = shown === total ? "" : `${shown} of ${total} findings shown`;
  };

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 80);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  const openAll = (open) => {
    for (const group of groups) if (!group.node.hidden) group.node.firstElementChild.open = open;
  };
  $("open").addEventListener("click", () => openAll(true));
  $("close").addEventListener("click", () => openAll(false));
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      $("text").focus();
    } else if (event.key === "Escape" && event.target === $("text")) {
      $("text").value = "";
      apply();
    }
  });
})();
