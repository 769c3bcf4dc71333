/** A stylesheet beside a module: the bundler puts it into the page with it. */
declare module '*.css';
