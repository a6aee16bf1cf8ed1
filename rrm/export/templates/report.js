(() => {
  "use strict";
  const root = document.documentElement;
  const languages = document.getElementById("languages");
  const links = Array.from(languages.querySelectorAll("a"));
  const show = (code) => {
    root.lang = code;
    for (const link of links) {
      if (link.lang === code) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const fromAddress = () => {
    const code = location.hash.slice(1);
    if (links.some((link) => link.lang === code)) show(code);
  };
  languages.hidden = false;
  show(root.lang);
  fromAddress();
  addEventListener("hashchange", fromAddress);

  // On paper nothing can be unfolded; what only few readers need stays folded all the same.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = Array.from(document.querySelectorAll("details:not(.stays-folded):not([open])"));
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });
})();
