mod evaluate;
mod host;
mod judge;
mod load;
mod shell;
