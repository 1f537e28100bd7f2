/* Sends each chosen or dropped file by itself, and says how far it is. Without this the form does the same. */
"use strict";

(() => {
  const form = document.getElementById("upload");
  if (!form || !window.FormData || !XMLHttpRequest) {
    return;
  }
  const input = form.querySelector("input[type=file]");
  const told = document.getElementById("upload-told");
  const list = document.getElementById("upload-list");
  const words = told.dataset;
  const waiting = [];
  let busy = false;
  let asked = 0;

  const line = (text, wrong) => {
    const one = document.createElement("p");
    one.textContent = text;
    one.className = wrong ? "upload__line upload__line--wrong" : "upload__line";
    told.append(one);
    return one;
  };

  const shown = (answer) => {
    list.innerHTML = answer.list;
    if (answer.is_waiting && asked < 20) {
      asked += 1;
      setTimeout(look, 1500 + 500 * asked);
    }
  };

  const look = () => {
    const request = new XMLHttpRequest();
    request.open("GET", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.onload = () => request.status === 200 && request.response && !busy && shown(request.response);
    request.send();
  };

  const send = (file) => {
    const one = line(`${words.sending}: ${file.name}`);
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    one.append(" ", bar);
    const end = (text, wrong) => {
      one.textContent = text;
      one.classList.toggle("upload__line--wrong", wrong);
      busy = false;
      next();
    };
    if (file.size > Number(words.bytes)) {
      end(`“${file.name}” ${words.big}`, true);
      return;
    }
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append(input.name, file);
    const request = new XMLHttpRequest();
    request.open("POST", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) {
        bar.value = (100 * event.loaded) / event.total;
      }
    };
    request.onerror = () => end(`“${file.name}” ${words.lost}`, true);
    request.onload = () => {
      const answer = request.response;
      if (new URL(request.responseURL).pathname !== location.pathname) {
        location.assign(request.responseURL);
        return;
      }
      if (!answer) {
        end(`“${file.name}” ${words.lost}`, true);
        return;
      }
      asked = 0;
      shown(answer);
      end(answer.faults.length ? answer.faults.join(" ") : `${words.done}: ${file.name}`, answer.faults.length > 0);
    };
    request.send(body);
  };

  const next = () => {
    if (!busy && waiting.length) {
      busy = true;
      send(waiting.shift());
    }
  };

  const add = (files) => {
    if (!busy) {
      told.replaceChildren();
    }
    waiting.push(...files);
    next();
  };

  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = "";
  });
  form.querySelector(".actions").hidden = true;
  form.querySelector(".upload__drop").hidden = false;
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("upload--over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("upload--over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("upload--over");
    add([...event.dataTransfer.files]);
  });
  if (list.querySelector("li")) {
    look();
  }
})();
