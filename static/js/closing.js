// A quiet clock beside the closing time; five minutes before, it says so aloud as well.
// The computer's own clock may be wrong, so time is measured from when the server wrote the page.

const MINUTE = 60_000;
const SOON = 5;
const FROM = 24 * 60;

function watch(line) {
  const opened = Date.now();
  const left = Date.parse(line.dataset.closes) - Date.parse(line.dataset.now);
  const shown = line.querySelector("[data-left]");
  const said = document.querySelector("[data-closing-said]");
  let told = false;

  const update = () => {
    const minutes = Math.ceil((left - (Date.now() - opened)) / MINUTE);
    if (minutes > FROM) return;
    shown.textContent = words(line.dataset, minutes);
    if (minutes > 0 && minutes <= SOON && !told) {
      told = true;
      said.textContent = line.dataset.soon.replace("{n}", String(minutes));
      line.classList.add("closing--soon");
    }
  };
  update();
  setInterval(update, MINUTE / 6);
}

function words({ hours, minutes, minute, past }, number) {
  if (number <= 0) return past;
  if (number === 1) return minute;
  if (number < 120) return minutes.replace("{n}", String(number));
  return hours.replace("{n}", String(Math.floor(number / 60)));
}

document.querySelectorAll("[data-closes]").forEach(watch);
