"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const words = document.getElementById("words");
  const module = document.getElementById("module");
  const shown = document.getElementById("shown");
  const sections = [...document.querySelectorAll("section.duty")].map((duty) => ({
    duty,
    modules: [...duty.querySelectorAll("section.module")].map((element) => ({
      element,
      name: element.dataset.module,
      findings: [...element.querySelectorAll(".finding")].map((finding) => ({
        finding,
        severity: finding.dataset.severity,
        text: (element.dataset.module + " " + duty.firstElementChild.textContent + " " + finding.textContent).toLowerCase(),
      })),
    })),
  }));

  const show = (element, on) => element.toggleAttribute("data-hidden", !on);

  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    let count = 0, total = 0;
    for (const { duty, modules } of sections) {
      let inDuty = 0;
      for (const { element, name, findings } of modules) {
        let inModule = 0;
        for (const { finding, severity, text } of findings) {
          const on = severities.has(severity) && (!module.value || module.value === name) && wanted.every((word) => text.includes(word));
          show(finding, on);
          inModule += on;
          total++;
        }
        show(element, inModule > 0);
        inDuty += inModule;
      }
      show(duty, inDuty > 0);
      count += inDuty;
    }
    shown.textContent = count + " of " + total;
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  words.value = new URLSearchParams(location.hash.slice(1)).get("search") ?? "";
  form.hidden = false;
  apply();
})();
