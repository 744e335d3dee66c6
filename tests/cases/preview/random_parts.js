// Pages of random parts: each is made of the one before as a change is told, and compared with itself.
(async () => {
    const { fill, morph, partsOf } = await import("/morph.js");
    let seed = 1950;
    const chance = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
    const text = () => ["<p>a</p>", "<p id=x>b <i>c</i></p>", "d", "<ul><li>e</li></ul>", ""][chance(5)];
    const some = (make, most) => Array.from({ length: chance(most) }, make).join("");
    const cut = (names) => {
        const parts = {}, frame = [];
        for (const name of names) {
            frame.push(`<${"ol div".split(" ")[chance(2)]}>${some(text, 3)}<!--[${name}]--><!--[]-->`);
            frame.push(some(text, 2) + "</div></ol>");
            parts[name] = some(text, 4);
        }
        return { frame: some(text, 3) + frame.join("") + some(text, 3), parts };
    };
    const parsed = (html) => new DOMParser().parseFromString("<body>" + html, "text/html").body;
    const joined = ({ frame, parts }) => frame.replace(/<!--\[(\w+)\]-->/g, (all, name) => all + parts[name]);
    let old = cut(["1", "2"]), body = parsed(joined(old));
    for (let turn = 0; turn < 400; turn++) {
        const names = "1 2 3 4 5 6".split(" ").filter(() => chance(3)).sort(() => chance(3) - 1);
        const now = chance(3) ? cut(names) : { frame: old.frame, parts: { ...old.parts } };
        for (const name of Object.keys(now.parts)) if (chance(2)) now.parts[name] = some(text, 4);
        if (now.frame !== old.frame) morph(body, parsed(now.frame));
        const places = partsOf(body);
        for (const [name, html] of Object.entries(now.parts)) {
            if (old.parts[name] !== html) fill(places.get(name), parsed(html).childNodes);
        }
        const wanted = parsed(joined(now));
        wanted.normalize(); body.normalize();
        if (body.innerHTML !== wanted.innerHTML) return `turn ${turn}: ${body.innerHTML} is not ${wanted.innerHTML}`;
        old = now;
    }
    return "equal";
})()
