/* dom.js - elements without HTML strings: whatever a statement says, it is text. */

/* element("a.badge", {href: "#x", onclick}, child, ...): children are nodes, strings, numbers, arrays; null and false are left out. */
export function element(name, attributes, ...children) {
    const [tag, ...classes] = name.split(".");
    const e = document.createElement(tag);
    if (classes.length) e.className = classes.join(" ");
    setAttributes(e, attributes);
    append(e, children);
    return e;
}

export function svg(name, attributes, ...children) {
    const [tag, ...classes] = name.split(".");
    const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
    if (classes.length) e.setAttribute("class", classes.join(" "));
    setAttributes(e, attributes);
    append(e, children);
    return e;
}

function setAttributes(e, attributes) {
    for (const [key, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
        else e.setAttribute(key, value === true ? "" : value);
    }
}

function append(e, children) {
    for (const child of children.flat(Infinity)) {
        if (child === null || child === undefined || child === false) continue;
        e.append(child instanceof Node ? child : String(child));
    }
}

/* A word read aloud when it changes, seen by all. */
export function live(name) {
    return element(name, { "aria-live": "polite" });
}

export function copyButton(text) {
    const button = element("button.copy", { type: "button", title: "Copy the command" }, "Copy");
    button.addEventListener("click", async () => {
        let done = false;
        try {
            await navigator.clipboard.writeText(text);
            done = true;
        } catch {
            const area = element("textarea.offscreen", {}, text);
            document.body.append(area);
            area.select();
            done = document.execCommand("copy");
            area.remove();
            button.focus();
        }
        button.textContent = done ? "Copied" : "Select and copy";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    return button;
}

export function command(text) {
    return element("div.command", {}, element("code", {}, text), copyButton(text));
}
