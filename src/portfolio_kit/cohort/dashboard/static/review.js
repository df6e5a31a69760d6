// Keys for the pages of the dashboard. Everything works without: each key does what a link, a form or a summary does.
"use strict";

const OFF = "portfolio-kit-keys-off";
const rows = () => [...document.querySelectorAll("[data-row]")];

function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // A browser may forbid pages to remember anything.
  }
}

function follow(relation) {
  const link = document.querySelector(`a[rel="${relation}"]`);
  if (link) link.click();
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function inRow(selector) {
  const row = rows().find((one) => one.contains(document.activeElement)) || rows().find((one) => one.matches(":target"));
  return row ? row.querySelector(selector) : null;
}

function toggleEvidence(all) {
  if (!all) {
    const details = inRow("details.evidence");
    if (details) details.open = !details.open;
    return;
  }
  const every = [...document.querySelectorAll("details.evidence")];
  const open = every.some((details) => !details.open);
  every.forEach((details) => (details.open = open));
}

function override() {
  const details = inRow("details.override");
  if (!details) return;
  details.open = true;
  details.querySelector("input[type=radio]").focus();
}

function showKeys() {
  const keys = document.querySelector("details.keys");
  keys.open = !keys.open;
  keys.querySelector("summary").focus();
}

const ACTIONS = {
  n: () => follow("next"),
  p: () => follow("prev"),
  j: () => move(1),
  k: () => move(-1),
  e: () => toggleEvidence(false),
  E: () => toggleEvidence(true),
  o: override,
  c: () => document.querySelector("#comment")?.focus(),
  u: () => document.querySelector("a.up, .tabs a")?.click(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "Escape" && typing) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  const action = ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

function offerSwitch() {
  const line = document.querySelector("[data-keys-switch]");
  const box = line.querySelector("input");
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, box.checked ? "no" : "yes");
    } catch {
      box.checked = true;
    }
  });
  line.hidden = false;
  document.querySelector("[data-keys-off]").hidden = true;
}

function offerCopy() {
  const button = document.querySelector("[data-copy]");
  if (!button) return;
  const text = document.querySelector(button.dataset.copy);
  const said = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.focus();
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "It is marked: copy it with Ctrl-C."; // Not every address may use the clipboard.
    }
  });
}

offerSwitch();
offerCopy();
