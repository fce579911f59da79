// "Near me" needs to know where one is, and so a script: its button is shown only here. The place goes nowhere but into the address of the map.
for (const button of document.querySelectorAll("[data-near]")) {
  const status = document.querySelector("[data-near-status]");
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", () => {
    status.textContent = button.dataset.looking;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        const high = 400 / 111320;
        const wide = high / Math.cos((latitude * Math.PI) / 180);
        const view = [longitude - wide, latitude - high, longitude + wide, latitude + high].map((each) => each.toFixed(5)).join(",");
        location.assign(`${button.dataset.near}?view=${view}#map`);
      },
      () => {
        status.textContent = button.dataset.failed;
      },
      { maximumAge: 60000, timeout: 15000 },
    );
  });
}

// The same for a form: the place goes along with what is sent, and only if one presses this.
for (const button of document.querySelectorAll("[data-here]")) {
  const status = document.querySelector("[data-here-status]");
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", () => {
    status.textContent = button.dataset.looking;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        document.querySelector("[data-here-at]").value = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
        status.textContent = button.dataset.done;
      },
      () => {
        status.textContent = button.dataset.failed;
      },
      { maximumAge: 60000, timeout: 15000, enableHighAccuracy: true },
    );
  });
}
