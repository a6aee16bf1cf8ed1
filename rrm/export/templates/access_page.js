(() => {
  "use strict";
  const choose = document.getElementById("choose");
  const menus = Array.from(choose.querySelectorAll("select"));
  const links = Array.from(document.querySelectorAll("[data-states]"));
  const sites = Array.from(document.querySelectorAll("[data-marks]"));
  const rows = Array.from(document.querySelectorAll("tr[data-first]"));
  const none = document.getElementById("no-rows");
  const stateOf = { o: "open", s: "some", c: "closed" };
  const kinds = { x: "cut", "!": "caught", "?": "doubtful" };
  const kindOf = (mark) => kinds[mark.slice(-1)] ?? "reached";

  // Both languages have menus of their own: what is chosen in one is chosen in the other.
  const chosen = (kind) => menus.find((menu) => menu.dataset.kind === kind).selectedIndex;
  const show = () => {
    const classes = menus.find((menu) => menu.dataset.kind === "class").options;
    const spell = chosen("spell");
    const pick = chosen("class");
    const view = spell * classes.length + pick;
    for (const link of links) {
      const state = stateOf[link.dataset.states[view]];
      link.setAttribute("class", `link link-${state} link-${link.dataset.mode}`);
    }
    for (const site of sites) {
      const mark = site.dataset.marks.split("|")[view];
      const kind = kindOf(mark);
      const digit = site.nextElementSibling;
      site.setAttribute("class", `site site-${kind}`);
      digit.setAttribute("class", `digit digit-${kind}`);
      digit.textContent = mark === "x" ? "×" : mark;
    }
    const option = menus.find((menu) => menu.dataset.kind === "spell").options[spell];
    const day = Number(option.dataset.first);
    const goods = new Set(choose.dataset.goods.split(" "));
    const wanted = classes[pick].value;
    let count = 0;
    for (const row of rows) {
      const fits = wanted === "" ? goods.has(row.dataset.class) : row.dataset.class === wanted;
      const holds = Number(row.dataset.first) <= day && day <= Number(row.dataset.last);
      row.hidden = !(fits && holds);
      if (!row.hidden) count += 1;
    }
    none.hidden = count > 0;
  };
  for (const menu of menus) {
    menu.addEventListener("change", () => {
      for (const twin of menus) {
        if (twin.dataset.kind === menu.dataset.kind) twin.selectedIndex = menu.selectedIndex;
      }
      show();
    });
  }
  choose.hidden = false;
  show();
})();
