// The ceremony, one category at a time: first the finalists, then the winner, then the next.

const stage = document.querySelector("[data-stage]");
const slides = [...stage.querySelectorAll("[data-slide]")];
let place = 0;

const reveal = (slide) => slide.querySelector("[data-reveal]");
const on = () => stage.classList.contains("stage--on");

function show(number) {
  place = number;
  slides.forEach((slide, index) => slide.classList.toggle("slide--now", index === place));
  slides[place].querySelector("h2").focus();
}

function open(slide, told) {
  const part = reveal(slide);
  if (part) part.open = told;
  slide.classList.toggle("slide--told", told && part !== null);
}

function forwards() {
  const slide = slides[place];
  if (reveal(slide) && !reveal(slide).open) {
    open(slide, true);
    slide.querySelector("h3")?.focus();
  } else if (place + 1 < slides.length) {
    open(slides[place + 1], false);
    show(place + 1);
  }
}

function backwards() {
  const slide = slides[place];
  if (reveal(slide)?.open) open(slide, false);
  else if (place > 0) show(place - 1);
}

function begin() {
  slides.forEach((slide) => open(slide, false));
  stage.classList.add("stage--on");
  stage.requestFullscreen?.().catch(() => {}); // where it may not, it fills the window
  show(0);
}

function end() {
  stage.classList.remove("stage--on");
  const back = () => document.querySelector("[data-begin] button").focus();
  if (document.fullscreenElement) document.exitFullscreen().then(back);
  else back();
}

document.addEventListener("keydown", (event) => {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = { ArrowRight: forwards, " ": forwards, PageDown: forwards, Enter: forwards, ArrowLeft: backwards, PageUp: backwards, Escape: end };
  if (!(event.key in steps)) return;
  event.preventDefault();
  steps[event.key]();
});
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement && on()) end();
});
stage.addEventListener("click", () => on() && forwards());
stage.querySelectorAll("h2, h3").forEach((heading) => { heading.tabIndex = -1; });
document.querySelectorAll(".stage-only").forEach((part) => { part.hidden = false; });
document.querySelector("[data-begin] button").addEventListener("click", begin);
