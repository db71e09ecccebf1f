export * from './script.js';
export * from './special.js';
