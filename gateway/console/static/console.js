"use strict";

// A form is sent once: a second click before the answer would only ask the same again. Where no answer
// comes, it may be sent anew after ten seconds; its key keeps that one effect.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 10000);
});

// Back from another page, by the browser's own memory, everything may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What cannot be undone is asked once more, when the form itself is filled in.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-asks], [data-closes]");
  if (!button) return;
  if (button.dataset.closes) document.getElementById(button.dataset.closes).close();
  else if (button.form.reportValidity()) document.getElementById(button.dataset.asks).showModal();
});

// A part of a page that no answer comes for: it is said, and taken back with the next answer.
const untold = () => document.querySelectorAll("#told .no-answer").forEach((told) => told.remove());
document.addEventListener("htmx:sendError", () => {
  untold();
  document.getElementById("told").append(document.getElementById("no-answer").content.cloneNode(true));
});
document.addEventListener("htmx:beforeOnLoad", untold);
