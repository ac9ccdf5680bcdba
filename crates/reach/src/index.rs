//! Which classes a selector selects, answered once per selector.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::policy::{Namespaces, Pods};
use crate::selector::{Operator, Selector};
use crate::who::{Class, Who};

pub(crate) struct Index<'w, 's> {
    who: &'w Who<'s>,
    by_pair: FxHashMap<(&'s str, &'s str), Vec<usize>>,
    by_key: FxHashMap<&'s str, Vec<usize>>,
    by_namespace: Vec<Vec<usize>>,
    namespaces: FxHashMap<&'s str, usize>,
    /// Selectors of namespaces, answered before: one flag per namespace.
    asked_namespaces: FxHashMap<Selector, Rc<Vec<bool>>>,
    asked: FxHashMap<Pods, Rc<Vec<usize>>>,
}

impl<'w, 's> Index<'w, 's> {
    pub(crate) fn new(who: &'w Who<'s>) -> Self {
        let mut index = Self {
            who,
            by_pair: FxHashMap::default(),
            by_key: FxHashMap::default(),
            by_namespace: vec![Vec::new(); who.namespaces.len()],
            namespaces: who.namespaces.iter().enumerate().map(|(at, n)| (n.name, at)).collect(),
            asked_namespaces: FxHashMap::default(),
            asked: FxHashMap::default(),
        };
        for (at, class) in who.classes.iter().enumerate() {
            for (key, value) in &class.labels {
                index.by_pair.entry((key, value)).or_default().push(at);
                index.by_key.entry(key).or_default().push(at);
            }
            if let Some(list) = index.by_namespace.get_mut(class.namespace) {
                list.push(at);
            }
        }
        index
    }

    /// The classes selected, in order.
    pub(crate) fn select(&mut self, pods: &Pods) -> Rc<Vec<usize>> {
        if let Some(known) = self.asked.get(pods) {
            return Rc::clone(known);
        }
        let answer = Rc::new(self.ask(pods));
        self.asked.insert(pods.clone(), Rc::clone(&answer));
        answer
    }

    fn ask(&mut self, pods: &Pods) -> Vec<usize> {
        match &pods.namespaces {
            Namespaces::Named(name) => {
                let Some(&namespace) = self.namespaces.get(name.as_str()) else { return Vec::new() };
                let members = self.by_namespace.get(namespace).map(Vec::as_slice).unwrap_or_default();
                match self.candidates(&pods.pods).filter(|few| few.len() < members.len()) {
                    Some(few) => self.filter(few.into_iter(), &pods.pods, |c| c.namespace == namespace),
                    None => self.filter(members.iter().copied(), &pods.pods, |_| true),
                }
            }
            Namespaces::Matching(selector) => {
                let fits = self.namespaces_of(selector);
                let inside = |class: &Class<'_>| fits.get(class.namespace).copied().unwrap_or_default();
                match self.candidates(&pods.pods) {
                    Some(few) => self.filter(few.into_iter(), &pods.pods, inside),
                    None => self.filter(0..self.who.classes.len(), &pods.pods, inside),
                }
            }
        }
    }

    fn namespaces_of(&mut self, selector: &Selector) -> Rc<Vec<bool>> {
        if let Some(known) = self.asked_namespaces.get(selector) {
            return Rc::clone(known);
        }
        let fits = self.who.namespaces.iter().map(|n| selector.matches(|key| n.label(key)));
        let fits = Rc::new(fits.collect::<Vec<bool>>());
        self.asked_namespaces.insert(selector.clone(), Rc::clone(&fits));
        fits
    }

    /// The shortest list of classes that holds all that the selector can select; `None` when no demand narrows it.
    fn candidates(&self, selector: &Selector) -> Option<Vec<usize>> {
        let lists = selector.demands().iter().filter(|d| d.needs_key()).map(|demand| {
            let key = demand.key.as_str();
            if demand.operator == Operator::Exists {
                return self.by_key.get(key).into_iter().collect::<Vec<_>>();
            }
            demand.values.iter().filter_map(|v| self.by_pair.get(&(key, v.as_str()))).collect()
        });
        let shortest = lists.min_by_key(|lists| lists.iter().map(|l| l.len()).sum::<usize>())?;
        let mut merged: Vec<usize> = shortest.into_iter().flatten().copied().collect();
        merged.sort_unstable();
        Some(merged)
    }

    fn filter(
        &self,
        candidates: impl Iterator<Item = usize>,
        selector: &Selector,
        inside: impl Fn(&Class<'s>) -> bool,
    ) -> Vec<usize> {
        let fits = |at: &usize| {
            let class = self.who.classes.get(*at);
            class.is_some_and(|c| inside(c) && selector.matches(|key| c.label(key)))
        };
        candidates.filter(fits).collect()
    }
}
