"use strict";
(() => {
  // More lines than this say nothing; words on more than this would cover each other.
  const MOST = 200, MOST_WORDS = 30;
  const data = JSON.parse(document.getElementById("data").textContent);
  const map = document.getElementById("map"), [under, over] = map.querySelectorAll("svg");
  const say = document.getElementById("say"), filter = document.getElementById("filter");
  const boxes = [...map.querySelectorAll(".box")], nodes = [], home = new Map(), number = new Map();
  for (const li of map.querySelectorAll("[data-n]")) {
    nodes[Number(li.dataset.n)] = li;
    home.set(li, li.closest(".box"));
  }
  [...boxes, ...nodes].forEach((element, at) => number.set(element, at));
  let picked = null;

  // What stands for a workload now: itself, or its closed box.
  const stand = li => {
    const box = home.get(li);
    return li.hidden || box.hidden ? null : box.open ? li : box;
  };
  const lines = () => {
    const found = new Map(), all = number.size;
    for (const [f, t, p] of data.edges) {
      const from = stand(nodes[f]), to = stand(nodes[t]);
      if (!from || !to || from === to) continue;
      if (picked && ![from, to, home.get(nodes[f]), home.get(nodes[t])].includes(picked)) continue;
      const key = number.get(from) * all + number.get(to);
      let line = found.get(key);
      if (!line) found.set(key, line = { from, to, count: 0, ports: new Set() });
      line.count += 1;
      line.ports.add(p);
    }
    return [...found.values()];
  };
  const words = line => {
    const ports = [...line.ports].map(p => data.ports[p]);
    if (ports.includes("All Connections")) return "all ports";
    const text = ports.slice(0, 2).join("; ") + (ports.length > 2 ? "; and more" : "");
    return text.length > 40 ? text.slice(0, 39) + "\u2026" : text;
  };
  const make = (name, attributes, parent) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };
  // Where the way from the middle of one rectangle to a point leaves it.
  const edge = (r, x, y) => {
    const cx = r.left + r.width / 2, cy = r.top + r.height / 2, dx = x - cx, dy = y - cy;
    const share = Math.min(r.width / 2 / Math.abs(dx || 1e-6), r.height / 2 / Math.abs(dy || 1e-6), 1);
    return [cx + dx * share, cy + dy * share];
  };
  // Two ends and the point that bends the way between them. Within a box it goes round the right side.
  const way = line => {
    const a = line.from.getBoundingClientRect(), b = line.to.getBoundingClientRect();
    const box = home.get(line.from);
    if (box && box === home.get(line.to)) {
      const x = box.getBoundingClientRect().right, ay = a.top + a.height / 2 - 4, by = b.top + b.height / 2 + 4;
      return [x, ay, x + Math.min(110, 80 + Math.abs(by - ay) / 3), (ay + by) / 2, x, by];
    }
    const [ax, ay] = edge(a, b.left + b.width / 2, b.top + b.height / 2);
    const [bx, by] = edge(b, a.left + a.width / 2, a.top + a.height / 2);
    const length = Math.hypot(bx - ax, by - ay) || 1, bend = Math.min(40, length / 5);
    return [ax, ay, (ax + bx) / 2 - (by - ay) / length * bend, (ay + by) / 2 + (bx - ax) / length * bend, bx, by];
  };
  const paint = (line, origin, labelled, taken) => {
    const [ax, ay, mx, my, bx, by] = way(line);
    const at = (x, y) => `${(x - origin.left).toFixed(1)} ${(y - origin.top).toFixed(1)}`;
    make("path", { d: `M ${at(ax, ay)} Q ${at(mx, my)} ${at(bx, by)}`, "marker-end": "url(#arrow)" }, under);
    if (!labelled) return;
    // Words go where they cover neither a box nor other words; where there is no such place, lists and table have them.
    const label = words(line), half = label.length * 3.5;
    for (const t of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88]) {
      const on = (from, by, to) => (1 - t) * (1 - t) * from + 2 * t * (1 - t) * by + t * t * to;
      const x = on(ax, mx, bx), y = on(ay, my, by);
      const mine = { left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
      const meets = r => r.left < mine.right && mine.left < r.right && r.top < mine.bottom && mine.top < r.bottom;
      if (taken.some(meets)) continue;
      taken.push(mine);
      make("text", { x: x - origin.left, y: y + 4 - origin.top }, over).textContent = label;
      return;
    }
  };
  const draw = () => {
    under.replaceChildren();
    over.replaceChildren();
    const marker = make("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" }, make("defs", {}, under));
    make("path", { d: "M 0 0 L 8 4 L 0 8 z" }, marker);
    document.querySelectorAll(".picked").forEach(element => element.classList.remove("picked"));
    if (picked) picked.classList.add("picked");
    const found = lines(), origin = map.getBoundingClientRect();
    const what = picked ? " of what is marked" : "";
    under.setAttribute("class", found.length > MOST_WORDS ? "many" : "few");
    if (found.length > MOST) {
      say.textContent = `${found.length} lines${what}: too many to draw at once. Point at a box or workload, or move to it with Tab, to see its own; collapse boxes to merge them.`;
      return;
    }
    say.textContent = `${found.length} lines${what}. Point at a box or workload, or move to it with Tab, to see only its own.`;
    const labelled = found.length <= MOST_WORDS;
    const taken = boxes.filter(box => !box.hidden).map(box => box.getBoundingClientRect());
    found.forEach(line => paint(line, origin, labelled, taken));
  };
  const pick = event => {
    const target = event.target.closest(".who li, .box");
    if (target !== picked) {
      picked = target;
      draw();
    }
  };
  const sift = () => {
    const word = filter.value.trim().toLowerCase();
    const has = text => text.toLowerCase().includes(word);
    for (const box of boxes) {
      const named = has(box.querySelector("strong").textContent);
      let left = 0;
      for (const li of box.querySelectorAll(".who li")) {
        li.hidden = !named && !has(li.textContent);
        left += li.hidden ? 0 : 1;
      }
      box.hidden = left === 0;
    }
    const tables = [...document.querySelectorAll(".table")];
    let left = 0;
    for (const table of tables) {
      let rows = 0;
      for (const row of table.querySelectorAll("tbody tr")) {
        row.hidden = !has(row.textContent);
        rows += row.hidden ? 0 : 1;
      }
      table.hidden = rows === 0;
      left += rows;
    }
    if (word && left <= MOST) tables.forEach(table => { table.open = true; });
    picked = null;
    draw();
  };
  const open = wanted => () => boxes.forEach(box => { box.open = wanted; });

  map.addEventListener("mouseover", pick);
  map.addEventListener("mouseleave", () => { picked = null; draw(); });
  map.addEventListener("focusin", pick);
  map.addEventListener("toggle", draw, true);
  filter.addEventListener("input", sift);
  document.getElementById("all").addEventListener("click", open(true));
  document.getElementById("none").addEventListener("click", open(false));
  window.addEventListener("resize", draw);
  document.querySelector(".tools").hidden = false;
  draw();
})();
