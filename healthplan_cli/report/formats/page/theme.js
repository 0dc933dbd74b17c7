"use strict";
(function () {
  var root = document.documentElement;
  var theme = document.getElementById("theme");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var isDark = function () { return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches; };
  var told = function () { theme.setAttribute("aria-pressed", String(isDark())); };
  theme.hidden = false;
  theme.addEventListener("click", function () { root.dataset.theme = isDark() ? "light" : "dark"; told(); });
  dark.addEventListener("change", told);
  told();
}());
