// Two dates, and copying. A page without scripts shows every version with its dates, and its picture.
"use strict";

const root = document.documentElement;
root.classList.add("scripted");

const FIELDS = ["asof", "knownon"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days chosen: in the address, so that a link keeps them. */
function chosen() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(FIELDS.map((name) => [name, DAY.test(query.get(name) || "") ? query.get(name) : ""]));
}

/** Whether one of the spans [known from, known until, in force from, until] has the days; an end is the first day after. */
function holds(spans, days) {
  const within = (day, from, until) => !day || ((!from || from <= day) && (!until || day < until));
  return spans.some(([known, later, from, until]) => within(days.knownon, known, later) && within(days.asof, from, until));
}

function spansOf(element) {
  return JSON.parse(element.dataset.spans);
}

/** Shows what was in force and known on the days; says which, or that nothing was. */
function show(form, days) {
  document.querySelectorAll(".dated").forEach((each) => {
    each.hidden = !holds(spansOf(each), days);
  });
  const versions = [...document.querySelectorAll(".version.dated")].filter((each) => !each.hidden);
  const status = form.querySelector("[role=status]");
  const told = [days.asof && `in force on ${days.asof}`, days.knownon && `as known on ${days.knownon}`].filter(Boolean).join(", ");
  const found = holds(spansOf(form), days) ? `version from ${versions.map((each) => each.dataset.name).join(", and from ")}` : "nothing";
  status.textContent = told ? `Shown: ${found}, ${told}.` : "";
}

function addressOf(days, address = location.href) {
  const made = new URL(address);
  FIELDS.forEach((name) => (days[name] ? made.searchParams.set(name, days[name]) : made.searchParams.delete(name)));
  return made.href;
}

function keep(days) {
  try {
    history.replaceState(null, "", addressOf(days));
  } catch {
    location.href = addressOf(days);
  }
}

function startDates(form) {
  const inputs = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]]));
  const days = chosen();
  FIELDS.forEach((name) => (inputs[name].value = days[name]));
  form.hidden = false;
  show(form, days);
  form.addEventListener("input", () => {
    FIELDS.forEach((name) => (days[name] = inputs[name].value));
    keep(days);
    show(form, days);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    FIELDS.forEach((name) => (days[name] = inputs[name].value = ""));
    keep(days);
    show(form, days);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".link").addEventListener("click", (event) => copy(addressOf(days), event.currentTarget));
}

/** The days go along to the next page. */
function carryDates() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const days = chosen();
    if (link && !link.href.includes("?") && link.pathname.endsWith(".html") && link.host === location.host && (days.asof || days.knownon)) {
      link.href = addressOf(days, link.href);
    }
  });
}

async function copy(text, button) {
  const before = button.dataset.label || (button.dataset.label = button.textContent);
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = text;
    field.select();
    said = document.execCommand("copy") ? said : "Could not copy";
    field.remove();
  }
  button.textContent = said;
  setTimeout(() => (button.textContent = before), 1500);
}

function start() {
  document.querySelectorAll("form.as-of").forEach(startDates);
  carryDates();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(button.dataset.copy, button);
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
